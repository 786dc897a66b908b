package org.mailkeep.transfer;

import org.mailkeep.mime.MessageReader;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.BlobStore;

/// A message on its way into the store: written as it comes, its structure noted on the way. What
/// is too large is dropped. For one thread.
final class Incoming implements OctetTarget, AutoCloseable {
  private final BlobStore.Sink sink;
  private final MessageReader reader;
  private final long most;
  private final byte[] beginning = new byte[HeaderTime.LOOKED_AT];
  private long size;

  Incoming(BlobStore.Sink sink, MimeLimits limits, long most) {
    this.sink = sink;
    this.reader = new MessageReader(limits);
    this.most = most;
  }

  @Override
  public void take(byte[] octets, int from, int count) {
    if (size < beginning.length) {
      int some = (int) Math.min(count, beginning.length - size);
      System.arraycopy(octets, from, beginning, (int) size, some);
    }
    size += count;
    if (size <= most) {
      sink.write(octets, from, count);
      reader.feed(octets, from, count);
    }
  }

  long size() {
    return size;
  }

  boolean isTooLarge() {
    return size > most;
  }

  MessageReader reader() {
    return reader;
  }

  BlobStore.Sink sink() {
    return sink;
  }

  /// The first octets.
  byte[] beginning() {
    return beginning;
  }

  @Override
  public void close() {
    sink.close();
  }
}
