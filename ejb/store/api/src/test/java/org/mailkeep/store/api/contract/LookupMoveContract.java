package org.mailkeep.store.api.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.moving.LookupMove;
import org.mailkeep.store.api.moving.MovableLookup;
import org.mailkeep.store.api.moving.MoveRules;
import org.mailkeep.store.api.spi.LookupBackend;

/// What holds when look-ups move from one store to another and back, whichever they are.
public abstract class LookupMoveContract {
  private static final int ENTRIES = 1_200;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Rate RATE = new Rate(5, HOUR);

  /// The clock of both stores.
  protected final TestClock clock = new TestClock();

  private LookupBackend one;
  private LookupBackend other;
  private MovableLookup lookups;

  @SuppressWarnings("NullAway.Init") // JUnit calls open first
  protected LookupMoveContract() {}

  /// An empty store.
  protected abstract LookupBackend one() throws Exception;

  /// Another one, empty.
  protected abstract LookupBackend other() throws Exception;

  @BeforeEach
  void open() throws Exception {
    one = one();
    other = other();
    lookups = new MovableLookup(one, Duration.ofSeconds(10));
  }

  @Test
  void allMovesThereAndBackWithWhatItStandsAt() throws InterruptedException {
    fill();
    lookups.admit(key("rate"), RATE);
    lookups.count(key("short"), 1, Duration.ofMinutes(5));
    LookupStore.Lock held = lookups.lock(key("held"), HOUR).orElseThrow();
    LookupStore.Lock free = lookups.lock(key("free"), HOUR).orElseThrow();
    lookups.unlock(free);
    other.set(key("stale"), key("x"), HOUR);
    for (LookupBackend to : List.of(other, one)) {
      LookupMove.Done done = move(to, MoveRules.DEFAULT, Progress.UNWATCHED);
      assertTrue(done.same() && done.source() >= ENTRIES + 3, done.toString());
      assertNull(lookups.get(key("stale")), "what was there before is gone");
      assertFilled();
      assertEquals(1, lookups.counter(key("short")));
      for (int i = 0; i < 2; i++) {
        assertTrue(lookups.admit(key("rate"), RATE).isEmpty());
      }
      assertTrue(lookups.renew(held, HOUR), "its holder holds it");
      assertTrue(lookups.lock(key("held"), HOUR).isEmpty(), "nobody else can have it");
      LookupStore.Lock next = lookups.lock(key("free"), HOUR).orElseThrow();
      assertTrue(next.token() > free.token(), next + " comes after " + free);
      lookups.unlock(next);
      free = next;
    }
    assertTrue(lookups.admit(key("rate"), RATE).isPresent(), "five were admitted");
    clock.pass(Duration.ofMinutes(6));
    assertEquals(0, lookups.counter(key("short")), "it expires when it was to");
    assertFilled();
    clock.pass(HOUR);
    assertNull(lookups.get(key("v0")));
  }

  @Test
  void tokensGrowThoughNothingOfALockIsKnownAnyMore() throws InterruptedException {
    long last = 0;
    for (LookupBackend to : List.of(other, one, other)) {
      LookupStore.Lock lock = lookups.lock(key("lock"), Duration.ofMinutes(1)).orElseThrow();
      assertTrue(lock.token() > last, lock.token() + " after " + last);
      last = lock.token();
      clock.pass(Duration.ofMinutes(2));
      move(to, MoveRules.DEFAULT, Progress.UNWATCHED);
    }
  }

  @Test
  void whatChangesMeanwhileMovesToo() throws Exception {
    fill();
    for (int remembered : new int[] {200_000, 20}) {
      var stopped = new AtomicBoolean();
      var counted = new AtomicLong();
      List<Future<?>> users = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int user = 0; user < 3; user++) {
          users.add(threads.submit(() -> use(counted, stopped)));
        }
        try {
          for (LookupBackend to : List.of(other, one)) {
            var rules = new MoveRules(Duration.ofSeconds(10), 20, remembered, 10);
            assertTrue(move(to, rules, Progress.UNWATCHED).same());
          }
        } finally {
          stopped.set(true);
        }
        for (Future<?> user : users) {
          user.get();
        }
      }
      assertEquals(counted.get(), lookups.counter(key("all")), "no count is lost or doubled");
      assertFilled();
      lookups.count(key("all"), -counted.get(), HOUR);
    }
  }

  private Void use(AtomicLong counted, AtomicBoolean stopped) throws InterruptedException {
    for (int i = 0; !stopped.get(); i++) {
      lookups.count(key("all"), 1, HOUR);
      counted.incrementAndGet();
      byte[] key = key("own" + i % 50 + Thread.currentThread().threadId());
      lookups.set(key, key, HOUR);
      assertArrayEquals(key, lookups.get(key));
      lookups.delete(key);
      assertNull(lookups.get(key));
      Thread.sleep(1);
    }
    return null;
  }

  @Test
  void aCancelledMoveChangesNothingAndCanBeBegunAgain() throws InterruptedException {
    fill();
    var impatient = new Cancelling(ENTRIES / 2);
    assertThrows(Progress.Cancelled.class, () -> move(other, MoveRules.DEFAULT, impatient));
    lookups.set(key("later"), key("x"), HOUR);
    lookups.delete(key("v0"));
    assertNull(other.get(key("later")), "the old store serves");
    assertTrue(move(other, MoveRules.DEFAULT, Progress.UNWATCHED).same());
    assertArrayEquals(key("x"), other.get(key("later")));
    assertNull(other.get(key("v0")));
  }

  @Test
  void aSwitchThatFailsLeavesTheOldStoreServing() {
    fill();
    assertThrows(
        StoreException.Unavailable.class,
        () ->
            new LookupMove(lookups, other, MoveRules.DEFAULT, clock, Progress.UNWATCHED)
                .run(() -> {
                  throw new StoreException.Unavailable("no room for the file");
                }));
    lookups.set(key("later"), key("x"), HOUR);
    assertArrayEquals(key("x"), one.get(key("later")));
  }

  @Test
  void aPauseThatIsTooShortIsNotPrecededByASwitch() {
    fill();
    var rules = new MoveRules(Duration.ofNanos(1), 3, 1_000, 10);
    assertThrows(StoreException.Unavailable.class, () -> move(other, rules, Progress.UNWATCHED));
    lookups.set(key("later"), key("x"), HOUR);
    assertArrayEquals(key("x"), one.get(key("later")));
  }

  private LookupMove.Done move(LookupBackend to, MoveRules rules, Progress progress)
      throws InterruptedException {
    var switched = new AtomicBoolean();
    LookupMove.Done done =
        new LookupMove(lookups, to, rules, clock, progress).run(() -> switched.set(true));
    assertTrue(switched.get());
    return done;
  }

  private void fill() {
    for (int i = 0; i < ENTRIES; i++) {
      if (i % 3 == 0) {
        lookups.set(key("v" + i), key("value" + i), HOUR);
      } else {
        lookups.count(key("v" + i), i, HOUR);
      }
    }
  }

  private void assertFilled() {
    for (int i = 0; i < ENTRIES; i++) {
      if (i % 3 == 0) {
        assertArrayEquals(key("value" + i), lookups.get(key("v" + i)));
      } else {
        assertEquals(i, lookups.counter(key("v" + i)));
      }
    }
    assertFalse(lookups.counter(key("v0")) != 0, "kinds stay apart");
  }

  private static byte[] key(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Cancelling implements Progress {
    private final long most;
    private long done;

    Cancelling(long most) {
      this.most = most;
    }

    @Override
    public void begin(String what, long total, String unit) {}

    @Override
    public void advance(long more) {
      done += more;
    }

    @Override
    public void say(String message) {}

    @Override
    public boolean cancelled() {
      return done >= most;
    }

    @Override
    public void pause(Duration time) {}
  }
}
