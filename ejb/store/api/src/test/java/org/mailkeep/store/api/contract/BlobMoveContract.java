package org.mailkeep.store.api.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobForm;
import org.mailkeep.store.api.BlobHome;
import org.mailkeep.store.api.BlobIdentity;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobMove;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;

/// What holds when blobs move between a data store and two places outside, whichever they are.
public abstract class BlobMoveContract {
  private static final int CHUNK = 4_000;
  private static final int[] SIZES = {0, 1, 700, CHUNK, CHUNK + 1, 5 * CHUNK + 3, 700_000};
  private static final int SMALL_ONES = 60;

  private final TestClock clock = new TestClock();
  private final Map<BlobHash, byte[]> all = new HashMap<>();
  private DataBackend backend;
  private DataStore data;
  private BlobBackend one;
  private BlobBackend other;
  private DataBlobStore blobs;

  @SuppressWarnings("NullAway.Init") // JUnit calls open first
  protected BlobMoveContract() {}

  /// An empty data store.
  protected abstract DataBackend data() throws Exception;

  /// An empty place outside.
  protected abstract BlobBackend one() throws Exception;

  /// Another one.
  protected abstract BlobBackend other() throws Exception;

  /// How new octets are stored.
  protected BlobForm form() {
    return BlobForm.PLAIN;
  }

  @BeforeEach
  void open() throws Exception {
    backend = data();
    data = new DataStore(backend);
    one = one();
    other = other();
    blobs = store(new BlobHome(form(), null, null));
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
    backend.close();
  }

  @Test
  void allMoveOutAcrossAndBackIn() throws Exception {
    fill();
    BlobMove.Done out = move(new BlobHome(form(), one, null));
    assertEquals(all.size(), out.moved());
    assertTrue(out.same() && out.index() == all.size() && out.lost() == 0, out.toString());
    assertReadable();
    assertEquals(0, count(Subspace.BLOB_CHUNK), "nothing is left in the data store");
    BlobMove.Done across = move(new BlobHome(form(), other, one));
    assertTrue(across.same() && across.index() == all.size(), across.toString());
    blobs.become(new BlobHome(form(), other, null));
    assertReadable();
    assertEquals(List.of(), one.list("", 10));
    BlobMove.Done back = move(new BlobHome(form(), null, other));
    assertEquals(all.size(), back.moved());
    assertTrue(back.same(), back.toString());
    blobs.become(new BlobHome(form(), null, null));
    assertReadable();
    assertEquals(List.of(), other.list("", 10));
    assertEquals(0, count(Subspace.BLOB_RESERVATION));
  }

  @Test
  void whoWritesReadsAndPurgesMeanwhileNoticesNothing() throws Exception {
    fill();
    var stopped = new AtomicBoolean();
    Map<BlobHash, byte[]> kept = new ConcurrentHashMap<>();
    var users = new ArrayList<Future<?>>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int user = 0; user < 3; user++) {
        int seed = user;
        users.add(threads.submit(() -> use(new SplittableRandom(seed), kept, stopped)));
      }
      try {
        for (BlobHome home : homes()) {
          BlobMove.Done done = move(home);
          assertTrue(done.same(), done.toString());
          blobs.become(new BlobHome(form(), home.outside(), null));
        }
      } finally {
        stopped.set(true);
      }
      for (Future<?> user : users) {
        user.get();
      }
    }
    assertTrue(kept.size() > 3, "they were at it");
    all.putAll(kept);
    assertReadable();
    assertTrue(new BlobMove(blobs, new BlobHome(form(), null, null), watcher(1e9)).run().same());
  }

  private List<BlobHome> homes() {
    return List.of(
        new BlobHome(form(), one, null),
        new BlobHome(form(), other, one),
        new BlobHome(form(), null, other));
  }

  private @Nullable Void use(
      SplittableRandom random, Map<BlobHash, byte[]> kept, AtomicBoolean stopped) throws Exception {
    while (!stopped.get()) {
      Thread.sleep(3);
      byte[] octets = new byte[SIZES[random.nextInt(SIZES.length - 1)] + 16];
      random.nextBytes(octets);
      BlobHash blob = put(octets);
      assertArrayEquals(octets, blobs.stream(blob, 0, octets.length).readAllBytes());
      if (random.nextInt(3) == 0) {
        data.write((_, batch) -> {
          blobs.unlink(batch, blob, owner("a"));
          return true;
        });
        clock.pass(Duration.ofSeconds(1));
        blobs.purge();
      } else {
        kept.put(blob, octets);
      }
      for (Map.Entry<BlobHash, byte[]> each : all.entrySet()) {
        if (random.nextInt(SMALL_ONES) == 0) {
          assertArrayEquals(
              each.getValue(),
              blobs.stream(each.getKey(), 0, each.getValue().length).readAllBytes());
        }
      }
    }
    return null;
  }

  @Test
  void oneThatIsBrokenOffGoesOnWhereItWas() throws Exception {
    fill();
    for (BlobHome home : homes()) {
      blobs.become(home);
      assertThrows(
          Progress.Cancelled.class,
          () -> new BlobMove(blobs, home, watcher(all.size() / 2.0)).run());
      assertReadable();
      // As after a kill: with what somebody had begun to write.
      BlobStore.Sink unfinished = blobs.sink();
      unfinished.write(new byte[3 * CHUNK], 0, 3 * CHUNK);
      clock.pass(Duration.ofMinutes(1));
      blobs = store(home);
      assertReadable();
      BlobMove.Done done = new BlobMove(blobs, home, watcher(1e9)).run();
      assertTrue(done.moved() < all.size() * 3L / 4, done.moved() + " were copied again");
      assertTrue(done.same() && done.index() == all.size(), done.toString());
      blobs.become(new BlobHome(form(), home.outside(), null));
      assertReadable();
    }
  }

  @Test
  void itWaitsForWhoBeganBefore() throws Exception {
    BlobHome before = new BlobHome(form(), null, null);
    for (BlobHome home : homes()) {
      byte[] early = octets(3 * CHUNK, 1_000 + all.size());
      byte[] late = octets(3 * CHUNK, 2_000 + all.size());
      blobs = store(before);
      StagedBlob staged = stage(early);
      BlobStore.Sink open = blobs.sink();
      open.write(late, 0, 10);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        blobs.become(home);
        Future<BlobMove.Done> end =
            threads.submit(() -> new BlobMove(blobs, home, watcher(1e9)).run());
        Thread.sleep(150);
        assertFalse(end.isDone(), "it waits");
        link(staged);
        open.write(late, 10, late.length - 10);
        StagedBlob last = open.finish();
        Thread.sleep(150);
        assertFalse(end.isDone(), "it waits until the blob is linked");
        link(last);
        open.close();
        BlobMove.Done done = end.get();
        assertTrue(done.same(), done.toString());
        blobs.become(new BlobHome(form(), home.outside(), null));
        all.put(staged.hash(), early);
        all.put(last.hash(), late);
        assertReadable();
      }
      before = new BlobHome(form(), home.outside(), null);
    }
  }

  @Test
  void whoNeverEndsHoldsItUpNoLongerThanAReservation() throws Exception {
    BlobStore.Sink open = blobs.sink();
    open.write(new byte[9], 0, 9);
    BlobHome home = new BlobHome(form(), one, null);
    blobs.become(home);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<BlobMove.Done> end =
          threads.submit(() -> new BlobMove(blobs, home, watcher(1e9)).run());
      Thread.sleep(50);
      clock.pass(BlobLimits.DEFAULT.reservation().plusSeconds(1));
      var failure = assertThrows(java.util.concurrent.ExecutionException.class, end::get);
      assertTrue(failure.getCause() instanceof StoreException.Unavailable, failure.toString());
    }
    open.close();
    assertTrue(new BlobMove(blobs, home, watcher(1e9)).run().same());
  }

  @Test
  void oneThatIsMissingIsToldOfAndHoldsNothingUp() throws Exception {
    fill();
    move(new BlobHome(form(), one, null));
    String missing = one.list("", 100).stream().filter(this::hasOctets).findFirst().orElseThrow();
    one.delete(missing);
    BlobMove.Done done = move(new BlobHome(form(), other, one));
    assertEquals(1, done.lost());
    assertEquals(all.size() - 1L, done.there());
    assertFalse(done.same());
  }

  private boolean hasOctets(String key) {
    byte[] last = one.last(key, 1);
    return last != null && last.length > 0;
  }

  @Test
  void aTargetIsEmptyOrWasMadeReadyBefore() {
    BlobIdentity.prepare(data, one, Chance.secure());
    BlobIdentity.prepare(data, one, Chance.secure());
    BlobIdentity.check(data, one, Chance.secure());
    BlobIdentity.prepare(data, one, Chance.secure());
    other.put("ab".repeat(16), new byte[1]);
    assertNoTarget("not empty");
    other.delete("ab".repeat(16));
    BlobIdentity.prepare(data, other, Chance.secure());
    BlobIdentity.check(data, other, Chance.secure());
    BlobIdentity.leave(one);
    assertEquals(List.of(), one.list("", 2));
    BlobIdentity.forget(data);
    BlobIdentity.leave(other);
    BlobIdentity.checkNone(data);
    BlobIdentity.prepare(data, one, Chance.secure());
    BlobIdentity.check(data, one, Chance.secure());
    other.put("00".repeat(16), new byte[16]);
    assertNoTarget("another data store");
  }

  private void assertNoTarget(String words) {
    var refused =
        assertThrows(
            StoreException.Unavailable.class,
            () -> BlobIdentity.prepare(data, other, Chance.secure()));
    assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.toString());
  }

  private BlobMove.Done move(BlobHome home) throws InterruptedException {
    blobs.become(home);
    return new BlobMove(blobs, home, watcher(1e9)).run();
  }

  private DataBlobStore store(BlobHome home) {
    var limits = new BlobLimits(CHUNK, BlobLimits.DEFAULT.reservation());
    var made = new DataBlobStore(data, limits, Chance.secure(), clock);
    made.become(home);
    return made;
  }

  private void fill() {
    for (int size : SIZES) {
      byte[] octets = octets(size, size);
      all.put(put(octets), octets);
    }
    for (int i = 0; i < SMALL_ONES; i++) {
      byte[] octets = octets(100, -1 - i);
      all.put(put(octets), octets);
    }
  }

  private void assertReadable() throws IOException {
    for (Map.Entry<BlobHash, byte[]> each : all.entrySet()) {
      byte[] octets = each.getValue();
      assertArrayEquals(octets, blobs.stream(each.getKey(), 0, octets.length).readAllBytes());
    }
  }

  private BlobHash put(byte[] octets) {
    StagedBlob staged = stage(octets);
    link(staged);
    return staged.hash();
  }

  private StagedBlob stage(byte[] octets) {
    try (BlobStore.Sink sink = blobs.sink()) {
      sink.write(octets, 0, octets.length);
      return sink.finish();
    }
  }

  private void link(StagedBlob staged) {
    for (int attempt = 0; ; attempt++) {
      var batch = new Batch();
      staged.link(batch, owner("a"));
      if (data.commit(batch) instanceof Commit.Committed) {
        return;
      }
      assertTrue(attempt < 20, "linked in the end");
    }
  }

  private int count(Subspace space) {
    return data.scan(space, Range.all(), Direction.UP, 1_000).size();
  }

  private static byte[] owner(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] octets(int size, int seed) {
    var octets = new byte[size];
    new SplittableRandom(seed).nextBytes(octets);
    return octets;
  }

  /// @param most blobs after which it says that nobody wants any more
  private static Progress watcher(double most) {
    return new Progress() {
      private long done;

      @Override
      public void begin(String what, long total, String unit) {
        assertFalse(what.isBlank());
      }

      @Override
      public void advance(long more) {
        done += more;
      }

      @Override
      public void say(String message) {}

      @Override
      public boolean cancelled() {
        return done > most;
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
      }
    };
  }
}
