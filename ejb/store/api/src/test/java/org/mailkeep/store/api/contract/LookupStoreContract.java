package org.mailkeep.store.api.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.api.LookupStore;

/// What a lookup store does, whichever backend it is.
public abstract class LookupStoreContract {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// The clock of the store under test.
  protected final TestClock clock = new TestClock();

  private LookupStore lookups;

  /// Opens an empty store on the contract's clock.
  protected abstract LookupStore open() throws Exception;

  @SuppressWarnings("NullAway.Init") // JUnit calls openStore first
  protected LookupStoreContract() {}

  @BeforeEach
  void openStore() throws Exception {
    lookups = open();
  }

  @Test
  void forgetsAKeyWhenItExpires() {
    lookups.set(key("a"), key("1"), MINUTE);
    assertArrayEquals(key("1"), lookups.get(key("a")));
    clock.pass(MINUTE.minusMillis(1));
    assertArrayEquals(key("1"), lookups.get(key("a")));
    clock.pass(Duration.ofMillis(1));
    assertNull(lookups.get(key("a")));
  }

  @Test
  void setReplacesAndDeleteRemoves() {
    lookups.set(key("a"), key("1"), MINUTE);
    lookups.set(key("a"), key("2"), MINUTE.multipliedBy(2));
    clock.pass(MINUTE);
    assertArrayEquals(key("2"), lookups.get(key("a")));
    lookups.delete(key("a"));
    lookups.delete(key("b"));
    assertNull(lookups.get(key("a")));
  }

  @Test
  void countsFromTheFirstEventUntilItExpires() {
    assertEquals(0, lookups.counter(key("n")));
    assertEquals(2, lookups.count(key("n"), 2, MINUTE));
    clock.pass(Duration.ofSeconds(59));
    assertEquals(1, lookups.count(key("n"), -1, MINUTE));
    assertEquals(1, lookups.counter(key("n")));
    clock.pass(Duration.ofSeconds(1));
    assertEquals(0, lookups.counter(key("n")));
    assertEquals(1, lookups.count(key("n"), 1, MINUTE));
  }

  @Test
  void countsOfManyThreadsAreExact() throws Exception {
    DataBackendContract.parallel(
        8,
        _ -> {
          for (int i = 0; i < 20; i++) {
            lookups.count(key("n"), 1, MINUTE);
          }
        });
    assertEquals(160, lookups.counter(key("n")));
  }

  @Test
  void admitsNoMoreThanARateAllows() {
    var rate = new Rate(2, MINUTE);
    assertEquals(Optional.empty(), lookups.admit(key("r"), rate));
    clock.pass(Duration.ofSeconds(20));
    assertEquals(Optional.empty(), lookups.admit(key("r"), rate));
    assertEquals(Optional.of(Duration.ofSeconds(40)), lookups.admit(key("r"), rate));
    assertEquals(Optional.empty(), lookups.admit(key("other"), rate));
    clock.pass(Duration.ofSeconds(39));
    assertEquals(Optional.of(Duration.ofSeconds(1)), lookups.admit(key("r"), rate));
    clock.pass(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), lookups.admit(key("r"), rate));
  }

  @Test
  void aLockHasOneHolderUntilItIsFreedOrExpires() {
    LookupStore.Lock first = lookups.lock(key("l"), MINUTE).orElseThrow();
    assertTrue(lookups.lock(key("l"), MINUTE).isEmpty());
    lookups.unlock(first);
    LookupStore.Lock second = lookups.lock(key("l"), MINUTE).orElseThrow();
    lookups.unlock(first);
    assertTrue(lookups.lock(key("l"), MINUTE).isEmpty());
    clock.pass(MINUTE);
    LookupStore.Lock third = lookups.lock(key("l"), MINUTE).orElseThrow();
    lookups.unlock(second);
    assertTrue(lookups.lock(key("l"), MINUTE).isEmpty());
    lookups.unlock(third);
    assertTrue(lookups.lock(key("l"), MINUTE).isPresent());
  }

  @Test
  void aLockIsKeptAsLongAsItIsRenewed() {
    LookupStore.Lock first = lookups.lock(key("l"), MINUTE).orElseThrow();
    for (int i = 0; i < 3; i++) {
      clock.pass(Duration.ofSeconds(50));
      assertTrue(lookups.renew(first, MINUTE));
    }
    clock.pass(Duration.ofSeconds(50));
    assertTrue(lookups.lock(key("l"), MINUTE).isEmpty());
    clock.pass(Duration.ofSeconds(10));
    assertFalse(lookups.renew(first, MINUTE), "it has run out");
    LookupStore.Lock second = lookups.lock(key("l"), MINUTE).orElseThrow();
    assertFalse(lookups.renew(first, MINUTE), "it is another's");
    assertTrue(lookups.renew(second, MINUTE));
    lookups.unlock(second);
    assertFalse(lookups.renew(second, MINUTE), "it was freed");
    assertFalse(lookups.renew(new LookupStore.Lock(key("unknown"), 1), MINUTE));
  }

  @Test
  void aPurgeThatIsCancelledLeavesTheRestToTheNext() {
    for (int i = 0; i < 20; i++) {
      lookups.set(key("k" + i), key("1"), MINUTE);
    }
    clock.pass(MINUTE);
    assertThrows(Progress.Cancelled.class, () -> lookups.purge(new Stopped()));
    lookups.purge();
    assertEquals(0, lookups.purge());
  }

  @Test
  void eachHolderOfALockHasAGreaterToken() {
    long last = 0;
    for (int i = 0; i < 20; i++) {
      LookupStore.Lock lock = lookups.lock(key("l"), MINUTE).orElseThrow();
      assertTrue(lock.token() > last, lock.token() + " after " + last);
      last = lock.token();
      if (i % 2 == 0) {
        lookups.unlock(lock);
      } else {
        clock.pass(MINUTE);
      }
    }
  }

  @Test
  void kindsHaveKeysOfTheirOwn() {
    lookups.set(key("x"), key("1"), MINUTE);
    lookups.count(key("x"), 5, MINUTE);
    assertTrue(lookups.lock(key("x"), MINUTE).isPresent());
    assertEquals(Optional.empty(), lookups.admit(key("x"), new Rate(1, MINUTE)));
    assertArrayEquals(key("1"), lookups.get(key("x")));
    assertEquals(5, lookups.counter(key("x")));
  }

  @Test
  void purgesWhatHasExpired() {
    lookups.set(key("a"), key("1"), MINUTE);
    lookups.set(key("b"), key("1"), MINUTE.multipliedBy(2));
    lookups.count(key("c"), 1, MINUTE);
    assertEquals(0, lookups.purge());
    clock.pass(MINUTE);
    assertEquals(2, lookups.purge());
    assertArrayEquals(key("1"), lookups.get(key("b")));
  }

  @Test
  void refusesKeysThatAreTooLong() {
    var longest = new byte[LookupStore.MAX_KEY];
    lookups.set(longest, key("1"), MINUTE);
    assertArrayEquals(key("1"), lookups.get(longest));
    var longer = new byte[LookupStore.MAX_KEY + 1];
    assertThrows(IllegalArgumentException.class, () -> lookups.get(longer));
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
