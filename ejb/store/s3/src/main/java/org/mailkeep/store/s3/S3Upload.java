package org.mailkeep.store.s3;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.BlobBackend;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// An object on its way: a small one in one request, a larger one in parts.
final class S3Upload implements BlobBackend.Upload {
  private static final int FIRST_ROOM = 64 * 1024;

  private final Bucket bucket;
  private final String key;
  private final int part;
  private final List<CompletedPart> sent = new ArrayList<>();
  private byte[] held = new byte[FIRST_ROOM];
  private int length;
  private @Nullable String upload;
  private boolean finished;

  /// @param part octets of a part
  S3Upload(Bucket bucket, String key, int part) {
    this.bucket = bucket;
    this.key = key;
    this.part = part;
  }

  @Override
  public void write(byte[] octets, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, octets.length);
    int done = 0;
    while (done < count) {
      if (length == part) {
        send();
      }
      int piece = Math.min(count - done, part - length);
      room(length + piece);
      System.arraycopy(octets, offset + done, held, length, piece);
      length += piece;
      done += piece;
    }
  }

  @Override
  public void finish() {
    String begun = upload;
    if (begun == null) {
      bucket.put(key, body());
    } else {
      send();
      bucket.endParts(key, begun, sent);
    }
    finished = true;
  }

  @Override
  public void close() {
    String begun = upload;
    if (finished || begun == null) {
      return;
    }
    try {
      bucket.dropParts(key, begun);
    } catch (StoreException e) {
      // A purge does it.
      return;
    }
  }

  private void send() {
    String begun = upload;
    if (begun == null) {
      begun = bucket.beginParts(key);
      upload = begun;
    }
    sent.add(bucket.putPart(key, begun, sent.size() + 1, body()));
    length = 0;
  }

  /// What is held; not copied, as it stays as it is until the request has its answer.
  private RequestBody body() {
    return RequestBody.fromRemainingByteBuffer(ByteBuffer.wrap(held, 0, length));
  }

  private void room(int wanted) {
    if (wanted > held.length) {
      held = Arrays.copyOf(held, Math.min(part, Math.max(wanted, 2 * held.length)));
    }
  }
}
