package org.mailkeep.benchmarks;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.StagedBlob;

/// Messages of a size that is put, linked and made durable, and read whole.
///
/// @param octets of each
record BlobLoad(int octets) implements StoreLoad {
  private static final int THREADS = 10;
  private static final int PIECE = 8_192;
  private static final double MEGABYTE = 1e6;

  @Override
  public String name() {
    return "blobs of %,d KiB, %d threads".formatted(octets / 1024, THREADS);
  }

  @Override
  public List<Result> run(OpenStore store, Meter meter) throws Exception {
    OpenStore.Blobs blobs = store.blobs();
    if (blobs == null) {
      return List.of();
    }
    var noise = new byte[octets];
    new SplittableRandom(1).nextBytes(noise);
    var numbers = new AtomicLong();
    var stored = new ConcurrentLinkedQueue<BlobHash>();
    double put =
        meter.median(
            THREADS,
            () -> {
              stored.add(put(blobs, noise, numbers.incrementAndGet()));
              return octets;
            });
    List<BlobHash> all = new ArrayList<>(stored);
    double get =
        meter.median(
            THREADS,
            () -> get(blobs.store(), all.get(ThreadLocalRandom.current().nextInt(all.size()))));
    return List.of(
        new Result(name(), store.name(), Map.of())
            .with("put MB/s", put / MEGABYTE)
            .with("get MB/s", get / MEGABYTE));
  }

  private static BlobHash put(OpenStore.Blobs blobs, byte[] noise, long number) {
    byte[] content = noise.clone();
    byte[] owner = Records.key(number);
    System.arraycopy(owner, 0, content, 0, owner.length);
    try (BlobStore.Sink sink = blobs.store().sink()) {
      for (int at = 0; at < content.length; at += PIECE) {
        sink.write(content, at, Math.min(PIECE, content.length - at));
      }
      StagedBlob staged = sink.finish();
      var batch = new Batch();
      staged.link(batch, owner);
      if (!(blobs.links().commit(batch) instanceof Commit.Committed)) {
        throw new IllegalStateException("blob " + number + " conflicts");
      }
      return staged.hash();
    }
  }

  private long get(BlobStore store, BlobHash blob) throws Exception {
    try (InputStream in = store.stream(blob, 0, octets)) {
      var buffer = new byte[PIECE];
      long read = 0;
      int count;
      while ((count = in.read(buffer)) >= 0) {
        read += count;
      }
      if (read != octets) {
        throw new IllegalStateException("a blob of " + read);
      }
      return read;
    }
  }
}
