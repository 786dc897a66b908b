package org.mailkeep.queue;

import org.mailkeep.kernel.BlobHash;
import org.mailkeep.store.api.Batch;
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

  /// Adds to a batch that an owner refers to them.
  void link(Batch batch, byte[] owner);

  /// Stored and linked by the queue.
  record Stored(BlobStore store, BlobHash hash, long size) implements MessageContent {
    @Override
    public byte[] read(long offset, int length) {
      return store.read(hash, offset, length);
    }

    @Override
    public void link(Batch batch, byte[] owner) {
      store.link(batch, hash, owner);
    }
  }

  /// Linked by the queue a moment ago and perhaps still in memory.
  record Recent(BlobStore store, StagedBlob staged) implements MessageContent {
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
    public void link(Batch batch, byte[] owner) {
      store.link(batch, staged.hash(), owner);
    }
  }

  /// Not linked by anyone yet: the first commit that links it makes it stay.
  record Fresh(StagedBlob staged) implements MessageContent {
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
    public void link(Batch batch, byte[] owner) {
      staged.link(batch, owner);
    }
  }
}
