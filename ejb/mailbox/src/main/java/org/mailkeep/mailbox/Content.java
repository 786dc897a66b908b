package org.mailkeep.mailbox;

import org.mailkeep.kernel.BlobHash;
import org.mailkeep.store.api.StagedBlob;

/// Where the octets of a message to be filed are.
public sealed interface Content {
  /// What the octets are called.
  BlobHash hash();

  /// How many they are.
  long size();

  /// Just written, referred to by nobody yet. One staged blob may serve several messages.
  record Staged(StagedBlob blob) implements Content {
    @Override
    public BlobHash hash() {
      return blob.hash();
    }

    @Override
    public long size() {
      return blob.size();
    }
  }

  /// Referred to by somebody already, who keeps it until the filing is done; such as the queue.
  record Linked(BlobHash hash, long size) implements Content {}

  /// Referred to by somebody who gives it away: the filing of one message takes the reference over,
  /// which is cheaper than another reference and the end of the first.
  ///
  /// @param from the owner whose reference it is
  record Handed(BlobHash hash, long size, byte[] from) implements Content {}
}
