package org.mailkeep.queue;

import org.mailkeep.kernel.BlobHash;
import org.mailkeep.mailbox.Content;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StagedBlob;

/// The octets of a message that is being delivered. Safe for many threads when its blob is.
public sealed interface MessageContent {
  /// Their name.
  BlobHash hash();

  /// How many.
  long size();

  /// Some of them; fewer than asked at the end.
  byte[] read(long offset, int length);

  /// The same as mailboxes take it.
  Content content();

  /// Stored and linked by the queue.
  record Stored(BlobStore store, BlobHash hash, long size) implements MessageContent {
    @Override
    public byte[] read(long offset, int length) {
      return store.read(hash, offset, length);
    }

    @Override
    public Content content() {
      return new Content.Linked(hash, size);
    }
  }

  /// Perhaps still in memory.
  ///
  /// @param linked whether the queue linked it a moment ago; otherwise the first commit that links
  ///   it makes it stay
  record Recent(StagedBlob staged, boolean linked) implements MessageContent {
    @Override
    public BlobHash hash() {
      return staged.hash();
    }

    @Override
    public long size() {
      return staged.size();
    }

    @Override
    public byte[] read(long offset, int length) {
      return staged.read(offset, length);
    }

    @Override
    public Content content() {
      return linked ? new Content.Linked(staged.hash(), staged.size()) : new Content.Staged(staged);
    }
  }
}
