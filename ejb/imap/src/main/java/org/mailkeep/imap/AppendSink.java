package org.mailkeep.imap;

import java.io.IOException;
import org.mailkeep.mime.MessageReader;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.imap.MessageSink;

/// Takes an appended message into a blob and notes its structure on the way.
final class AppendSink implements MessageSink {
  private final BlobStore.Sink blob;
  private final MessageReader reader;

  /// A message that is complete.
  record Finished(StagedBlob blob, MessageStructure structure) {}

  AppendSink(BlobStore.Sink blob, MimeLimits limits) {
    this.blob = blob;
    this.reader = new MessageReader(limits);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      blob.write(bytes, offset, length);
    } catch (StoreException e) {
      throw new IOException("the message could not be stored", e);
    }
    reader.feed(bytes, offset, length);
  }

  Finished finish() {
    return new Finished(blob.finish(), reader.finish());
  }

  @Override
  public void close() {
    blob.close();
  }
}
