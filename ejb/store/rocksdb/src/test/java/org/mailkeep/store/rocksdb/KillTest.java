package org.mailkeep.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// What was acknowledged survives `kill -9`, and no batch is done in part.
class KillTest {
  private static final int ROUNDS = 3;
  private static final int WRITERS = 8;

  /// Tells a whole line from one that was cut off.
  private static final String END = ".";

  private static final byte[] COUNTER = {1};

  @TempDir Path folder = Path.of("");

  @Test
  void acknowledgedBatchesSurviveWholeAndNoOtherInPart() throws Exception {
    var random = new SplittableRandom();
    List<Long> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      int lines = acknowledged.size() + random.nextInt(50, 2_000);
      try (ChildProcess child = ChildProcess.start(Writer.class, folder)) {
        for (String line = child.line(); line != null; line = child.line()) {
          if (line.endsWith(END)) {
            acknowledged.add(Long.parseLong(line.substring(0, line.length() - END.length())));
          }
          if (acknowledged.size() == lines) {
            child.kill();
          }
        }
      }
      assertTrue(acknowledged.size() >= lines, "it ended by itself");
      check(acknowledged);
    }
  }

  private void check(List<Long> acknowledged) {
    try (DataBackend backend = RocksDbBackend.open(RocksDbConfig.defaults(folder))) {
      for (long number : acknowledged) {
        assertArrayEquals(value(number), backend.get(Subspace.EMAIL, Keys.of(number).bytes()));
      }
      List<Entry> records =
          backend.scan(Subspace.EMAIL, Range.all(), Direction.UP, Integer.MAX_VALUE);
      List<Entry> chunks =
          backend.scan(Subspace.BLOB_CHUNK, Range.all(), Direction.UP, Integer.MAX_VALUE);
      assertEquals(records.size(), chunks.size());
      assertEquals(records.size(), backend.counter(Subspace.QUOTA, COUNTER));
      for (int i = 0; i < records.size(); i++) {
        assertArrayEquals(records.get(i).key(), chunks.get(i).key());
        assertArrayEquals(records.get(i).value(), chunks.get(i).value());
      }
    }
  }

  private static byte[] value(long number) {
    var value = new byte[(int) (number % 3_000)];
    Arrays.fill(value, (byte) number);
    return value;
  }

  /// Commits numbered batches for ever and prints the numbers of those that are committed.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws InterruptedException {
      PrintStream out = System.out;
      DataBackend backend = RocksDbBackend.open(RocksDbConfig.defaults(Path.of(arguments[0])));
      var numbers = new AtomicLong(backend.counter(Subspace.QUOTA, COUNTER) * 1_000);
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(Thread.startVirtualThread(() -> write(backend, numbers, out)));
      }
      for (Thread each : writers) {
        each.join();
      }
    }

    private static void write(DataBackend backend, AtomicLong numbers, PrintStream out) {
      while (!Thread.currentThread().isInterrupted()) {
        long number = numbers.incrementAndGet();
        byte[] key = Keys.of(number).bytes();
        backend.commit(
            new Batch()
                .put(Subspace.EMAIL, key, value(number))
                .add(Subspace.QUOTA, COUNTER, 1)
                .put(Subspace.BLOB_CHUNK, key, value(number)));
        out.println(number + END);
      }
    }
  }
}
