package org.mailkeep.store.rocksdb;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// Prints what the store does per second: `java … Measurement [folder] [seconds]`.
final class Measurement {
  private static final int VALUE = 1_500;
  private static final int SCAN = 100;

  private final PrintStream out;
  private final long nanos;
  private final AtomicLong keys = new AtomicLong();

  private Measurement(PrintStream out, int seconds) {
    this.out = out;
    this.nanos = seconds * 1_000_000_000L;
  }

  /// Runs it.
  public static void main(String[] arguments) throws Exception {
    Path folder =
        arguments.length > 0
            ? Path.of(arguments[0])
            : Files.createTempDirectory("mailkeep-measurement");
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    var measurement = new Measurement(System.out, seconds);
    try (DataBackend backend = RocksDbBackend.open(RocksDbConfig.defaults(folder))) {
      for (int writers : new int[] {50, 1, 10, 50}) {
        measurement.commits(backend, writers);
      }
      measurement.reads(backend);
    }
  }

  private void commits(DataBackend backend, int writers) throws InterruptedException {
    var value = new byte[VALUE];
    measure(
        writers + " writers, commits",
        writers,
        () -> {
          long key = keys.incrementAndGet();
          backend.commit(new Batch().put(Subspace.EMAIL, Keys.of(key).bytes(), value));
        });
  }

  private void reads(DataBackend backend) throws InterruptedException {
    var next = new AtomicLong();
    long stride = 1_000_003;
    measure(
        "gets",
        2,
        () -> {
          long key = next.addAndGet(stride) % keys.get() + 1;
          backend.get(Subspace.EMAIL, Keys.of(key).bytes());
        });
    measure(
        "gets of absent keys",
        2,
        () -> {
          long key = next.addAndGet(stride);
          backend.get(Subspace.QUEUE, Keys.of(key).bytes());
        });
    measure(
        "multi-gets of 10",
        2,
        () -> {
          List<byte[]> many = new ArrayList<>(10);
          for (int i = 0; i < 10; i++) {
            many.add(Keys.of(next.addAndGet(stride) % keys.get() + 1).bytes());
          }
          backend.get(Subspace.EMAIL, many);
        });
    measure(
        "scans of " + SCAN,
        2,
        () -> {
          long key = next.addAndGet(stride) % keys.get() + 1;
          Range range = new Range(Keys.of(key).bytes(), null);
          backend.scan(Subspace.EMAIL, range, Direction.UP, SCAN);
        });
    measure(
        "scans of 1",
        2,
        () -> {
          long key = next.addAndGet(stride) % keys.get() + 1;
          Range range = Range.prefix(Keys.of(key).bytes());
          backend.scan(Subspace.EMAIL, range, Direction.UP, 1);
        });
  }

  private void measure(String what, int threads, Runnable work) throws InterruptedException {
    var done = new AtomicLong();
    long cpu = cpu();
    long start = System.nanoTime();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(
          Thread.startVirtualThread(() -> {
            long count = 0;
            while (System.nanoTime() - start < nanos) {
              work.run();
              count++;
            }
            done.addAndGet(count);
          }));
    }
    for (Thread each : running) {
      each.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        "%-24s %,12.0f/s  %6.1f µs CPU each%n",
        what, done.get() / seconds, (cpu() - cpu) / 1e3 / done.get());
  }

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }
}
