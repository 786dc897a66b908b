package org.mailkeep.queue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.BlobOwners;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Queued messages, as owners of blobs.
public final class QueueOwners implements BlobOwners {
  private static final int LENGTH = 1 + Long.BYTES;

  @Override
  public Optional<Owner> find(Reader reader, byte[] owner) {
    if (owner.length != LENGTH || owner[0] != Subspace.QUEUE.code()) {
      return Optional.empty();
    }
    QueueId id = new QueueId(Keys.u64(owner, 1));
    byte[] key = QueueKeys.entry(id);
    byte[] stored = reader.get(Subspace.QUEUE, key);
    return Optional.of(
        new Owner(
            Subspace.QUEUE,
            key,
            stored,
            stored == null ? null : blob(id, stored),
            "queued message " + id));
  }

  private static @Nullable BlobHash blob(QueueId id, byte[] stored) {
    try {
      return QueueStore.entry(id, stored).blob();
    } catch (StoreException.Corrupt _) {
      return null;
    }
  }
}
