package org.mailkeep.store.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;

/// Holds at most a chunk; pours full ones out as more comes.
abstract class BufferedSink implements BlobStore.Sink {
  private static final int FIRST_ROOM = 4 * 1024;

  private final DataBlobStore blobs;
  private final boolean outside;
  private final Object writer;
  private final MessageDigest digest = sha256();
  private byte[] held;
  private int length;
  private long poured;
  private @Nullable BlobIntent intent;
  private boolean finished;
  private boolean failed;

  /// @param outside whether octets go outside the data store
  /// @param writer who ends when this does
  BufferedSink(DataBlobStore blobs, boolean outside, Object writer) {
    this.blobs = blobs;
    this.outside = outside;
    this.writer = writer;
    this.held = new byte[Math.min(FIRST_ROOM, blobs.chunk())];
  }

  /// Writes octets ahead.
  ///
  /// @param now the right to do so, or null when they are the first
  /// @param before octets that were poured before
  /// @return the right as it is then
  abstract BlobIntent pour(@Nullable BlobIntent now, long before, byte[] octets);

  /// Ends a blob.
  ///
  /// @param poured octets that were poured; when that is zero, `now` is null
  /// @param last octets that were not
  abstract StagedBlob stage(BlobHash hash, @Nullable BlobIntent now, long poured, byte[] last);

  /// Drops what was poured.
  abstract void drop(BlobIntent now, long poured);

  /// Releases what was needed to pour.
  abstract void release();

  final DataBlobStore blobs() {
    return blobs;
  }

  @Override
  public final void write(byte[] octets, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, octets.length);
    check();
    digest.update(octets, offset, count);
    int done = 0;
    while (done < count) {
      if (length == blobs.chunk()) {
        writeAhead();
      }
      int piece = Math.min(count - done, blobs.chunk() - length);
      room(length + piece);
      System.arraycopy(octets, offset + done, held, length, piece);
      length += piece;
      done += piece;
    }
  }

  @Override
  public final StagedBlob finish() {
    check();
    finished = true;
    BlobHash hash = BlobHash.of(digest.digest());
    StagedBlob staged = stage(hash, intent, poured, Arrays.copyOf(held, length));
    blobs.ended(writer);
    return staged;
  }

  @Override
  public final void close() {
    try {
      drop();
    } finally {
      blobs.ended(writer);
    }
  }

  private void drop() {
    release();
    BlobIntent open = intent;
    if (finished || open == null) {
      return;
    }
    finished = true;
    try {
      drop(open, poured);
    } catch (StoreException e) {
      // A purge does it when the reservation has run out.
      return;
    }
  }

  private void writeAhead() {
    failed = true;
    intent = pour(intent, poured, Arrays.copyOf(held, length));
    failed = false;
    poured += length;
    length = 0;
  }

  /// A right that a batch begins.
  final BlobIntent begun(Batch batch) {
    var fresh = new BlobIntent(outside, blobs.newStorage(), blobs.due());
    fresh.begin(batch);
    return fresh;
  }

  /// The right that a batch requires; one that lasts longer, when less than half of its time is
  /// left.
  final BlobIntent renewed(Batch batch, BlobIntent now) {
    now.require(batch);
    if (lasts(now)) {
      return now;
    }
    now.end(batch);
    BlobIntent longer = now.until(blobs.due());
    longer.begin(batch);
    return longer;
  }

  /// Whether at least half of its time is left.
  final boolean lasts(BlobIntent now) {
    return now.due() - blobs.now() > (blobs.due() - blobs.now()) / 2;
  }

  static StoreException tooSlow() {
    return new StoreException.Unavailable("a blob took longer to come than its reservation");
  }

  private void check() {
    if (finished || failed) {
      throw new IllegalStateException("the blob takes no more");
    }
  }

  private void room(int wanted) {
    if (wanted > held.length) {
      held = Arrays.copyOf(held, Math.min(blobs.chunk(), Math.max(wanted, held.length * 2)));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
