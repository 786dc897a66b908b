package org.mailkeep.store.rocksdb;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// Prints what the store does per second: `java … Measurement [folder] [seconds] [MiB of write
/// buffer]`.
final class Measurement {
  private static final int VALUE = 1_500;
  private static final int SCAN = 100;
  private static final byte[] RECORD = new byte[600];

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
    long buffer = arguments.length > 2 ? Long.parseLong(arguments[2]) : 128;
    var measurement = new Measurement(System.out, seconds);
    try (DataBackend backend = RocksDbBackend.open(config(folder, buffer << 20))) {
      for (int writers : new int[] {50, 1, 10, 50}) {
        measurement.commits(backend, writers);
      }
      for (int size : new int[] {1 << 10, 100 << 10}) {
        measurement.deliveries(backend, size, 10);
        measurement.deliveries(backend, size, 50);
      }
      measurement.reads(backend);
    }
  }

  private static RocksDbConfig config(Path folder, long writeBuffer) {
    RocksDbConfig config = RocksDbConfig.defaults(folder);
    return new RocksDbConfig(
        config.path(),
        config.minBlobSize(),
        new DataSize(writeBuffer),
        config.cache(),
        config.workers(),
        config.compression(),
        config.queue(),
        config.flush());
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

  /// What a message on its way into a mailbox asks of the store: a blob that is linked by an entry,
  /// then records that take the entry's place.
  private void deliveries(DataBackend backend, int size, int writers) throws InterruptedException {
    var store = new DataStore(backend);
    var blobs =
        new DataBlobStore(store, BlobLimits.DEFAULT, Chance.secure(), InstantSource.system());
    var message = new byte[size];
    new SplittableRandom(1).nextBytes(message);
    measure(
        "deliveries of " + size + ", " + writers,
        writers,
        () -> {
          long id = keys.incrementAndGet();
          byte[] key = Keys.of(id).bytes();
          byte[] octets = message.clone();
          System.arraycopy(key, 0, octets, 0, key.length);
          StagedBlob staged = stage(blobs, octets);
          store.write((_, batch) -> {
            staged.link(batch, key);
            return batch.put(Subspace.QUEUE, key, RECORD).put(Subspace.QUEUE_DUE, key, key);
          });
          store.write((reader, batch) -> file(blobs, reader, batch, staged, key));
        });
  }

  private static StagedBlob stage(BlobStore blobs, byte[] octets) {
    try (BlobStore.Sink sink = blobs.sink()) {
      for (int at = 0; at < octets.length; at += 8_192) {
        sink.write(octets, at, Math.min(8_192, octets.length - at));
      }
      return sink.finish();
    }
  }

  private static Batch file(
      BlobStore blobs, Reader reader, Batch batch, StagedBlob staged, byte[] key) {
    byte[] owner = Keys.of().raw(key).u8(1).bytes();
    blobs.relink(batch, staged.hash(), key, owner);
    byte[] account = Keys.of(key[7] & 63).bytes();
    byte[] record = reader.get(Subspace.QUEUE, key);
    return batch
        .require(Subspace.QUEUE, key, record)
        .delete(Subspace.QUEUE, key)
        .delete(Subspace.QUEUE_DUE, key)
        .put(Subspace.EMAIL, owner, RECORD)
        .put(Subspace.MEMBERSHIP, owner, account)
        .put(Subspace.CHANGE, owner, account)
        .put(Subspace.THREAD, owner, account)
        .add(Subspace.QUOTA, account, RECORD.length)
        .add(Subspace.ACCOUNT, account, 1);
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
