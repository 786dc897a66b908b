package org.mailkeep.store.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;

/// Holds at most a chunk; writes full ones ahead as more comes.
final class DataBlobSink implements BlobStore.Sink {
  private static final int FIRST_ROOM = 4 * 1024;

  private final DataBlobStore blobs;
  private final MessageDigest digest = sha256();
  private byte[] held;
  private int length;
  private int written;
  private @Nullable BlobIntent intent;
  private boolean finished;
  private boolean failed;

  DataBlobSink(DataBlobStore blobs) {
    this.blobs = blobs;
    this.held = new byte[Math.min(FIRST_ROOM, blobs.chunk())];
  }

  @Override
  public void write(byte[] octets, int offset, int count) {
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
  public StagedBlob finish() {
    check();
    finished = true;
    BlobHash hash = BlobHash.of(digest.digest());
    byte[] last = Arrays.copyOf(held, length);
    if (intent == null) {
      return new SingleBlob(blobs, hash, last);
    }
    return ChunkedBlob.stage(blobs, hash, intent, written, last);
  }

  @Override
  public void close() {
    BlobIntent open = intent;
    if (finished || open == null) {
      return;
    }
    finished = true;
    try {
      ChunkedBlob.drop(blobs, open, written);
    } catch (StoreException e) {
      // A purge does it when the reservation has run out.
      return;
    }
  }

  private void writeAhead() {
    var batch = new Batch();
    BlobIntent now = intent;
    if (now == null) {
      now = new BlobIntent(blobs.newStorage(), blobs.due());
      now.begin(batch);
    } else {
      now.require(batch);
      now = renewed(batch, now);
    }
    batch.put(
        Subspace.BLOB_CHUNK, BlobKeys.chunk(now.storage(), written), Arrays.copyOf(held, length));
    failed = true;
    if (blobs.store().writeAhead(batch) instanceof Commit.Conflict) {
      throw new StoreException.Unavailable("a blob took longer to come than its reservation");
    }
    failed = false;
    intent = now;
    written++;
    length = 0;
  }

  /// The same intent, or, when less than half of its time is left, one that lasts longer.
  private BlobIntent renewed(Batch batch, BlobIntent now) {
    long due = blobs.due();
    if (now.due() - blobs.now() > (due - blobs.now()) / 2) {
      return now;
    }
    now.end(batch);
    var longer = new BlobIntent(now.storage(), due);
    longer.begin(batch);
    return longer;
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
