package org.mailkeep.store.api.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// Threads that commit to a store, each to keys of its own, and know what must be there: put,
/// delete, delete a range, add to a counter, under conditions.
public final class MoveWriters {
  private static final int KEYS = 200;
  private static final byte[] COUNTER = {9};

  private final DataBackend store;
  private final List<Writer> writers = new ArrayList<>();
  private final long before;
  private volatile boolean stopped;

  /// @param count how many write at once
  public MoveWriters(DataBackend store, int count) {
    this.store = store;
    this.before = store.counter(Subspace.QUOTA, COUNTER);
    store.commit(new Batch().delete(Subspace.MEMBERSHIP, Range.all()));
    for (int i = 0; i < count; i++) {
      writers.add(new Writer(i));
    }
  }

  /// Begins.
  public void start() {
    writers.forEach(writer -> writer.thread = Thread.ofVirtual().start(writer));
  }

  /// Waits until each has committed this often since now.
  public void await(int commits) throws InterruptedException {
    for (Writer writer : writers) {
      var latch = new CountDownLatch(commits);
      writer.latch = latch;
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("no commits", writer.failure);
      }
    }
  }

  /// Ends, and fails when one of them did.
  public void stop() throws InterruptedException {
    stopped = true;
    for (Writer writer : writers) {
      Thread thread = writer.thread;
      if (thread != null) {
        thread.join();
      }
      if (writer.failure != null) {
        throw new AssertionError(writer.failure);
      }
    }
  }

  /// Checks that a store holds what was acknowledged, and nothing else of these writers.
  public void check(DataBackend copy) {
    for (Writer writer : writers) {
      List<Entry> found =
          copy.scan(Subspace.MEMBERSHIP, Range.prefix(writer.prefix()), Direction.UP, KEYS + 1);
      assertEquals(writer.model.size(), found.size());
      for (Entry entry : found) {
        int number = Keys.u32(entry.key(), 8);
        assertArrayEquals(writer.model.get(number), entry.value());
      }
    }
    assertEquals(commits(), copy.counter(Subspace.QUOTA, COUNTER) - before);
  }

  /// Checks that a store holds what was there between two commits: each of them adds to the counter
  /// of all and to that of its writer.
  void checkOneMoment(DataBackend copy) {
    long sum = 0;
    for (Writer writer : writers) {
      sum += copy.counter(Subspace.QUOTA, writer.prefix());
    }
    assertEquals(sum, copy.counter(Subspace.QUOTA, COUNTER) - before);
    assertTrue(sum > 0 && sum < commits());
  }

  /// How many commits were acknowledged.
  public long commits() {
    return writers.stream().mapToLong(writer -> writer.commits.get()).sum();
  }

  private final class Writer implements Runnable {
    private final long number;
    private final Random random;
    private final Map<Integer, byte[]> model = new TreeMap<>();
    private final AtomicInteger commits = new AtomicInteger();
    private volatile CountDownLatch latch = new CountDownLatch(0);
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread thread;

    Writer(long number) {
      this.number = number;
      this.random = new Random(number);
    }

    byte[] prefix() {
      return Keys.of(number).bytes();
    }

    @Override
    public void run() {
      try {
        while (!stopped) {
          commit();
          commits.incrementAndGet();
          latch.countDown();
        }
      } catch (RuntimeException | AssertionError e) {
        failure = e;
      }
    }

    private void commit() {
      int some = random.nextInt(KEYS);
      byte[] key = Keys.of(number).u32(some).bytes();
      var batch = new Batch().require(Subspace.MEMBERSHIP, key, model.get(some));
      batch.add(Subspace.QUOTA, COUNTER, 1).add(Subspace.QUOTA, prefix(), 1);
      int what = random.nextInt(20);
      if (what == 0) {
        batch.delete(Subspace.MEMBERSHIP, Range.within(prefix(), key));
      } else if (what < 5) {
        batch.delete(Subspace.MEMBERSHIP, key);
      } else {
        batch.put(Subspace.MEMBERSHIP, key, Keys.of(random.nextLong()).bytes());
      }
      assertEquals(new Commit.Committed(), store.commit(batch));
      if (what == 0) {
        model.keySet().removeIf(each -> each >= some);
      } else if (what < 5) {
        model.remove(some);
      } else {
        model.put(some, last(batch));
      }
    }

    private byte[] last(Batch batch) {
      return ((Mutation.Put) batch.mutations().getLast()).value();
    }
  }
}
