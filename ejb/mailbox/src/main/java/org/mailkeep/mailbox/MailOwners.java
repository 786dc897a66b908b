package org.mailkeep.mailbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.store.api.BlobOwners;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Messages, deleted ones too, as owners of blobs.
public final class MailOwners implements BlobOwners {
  private static final int LENGTH = 2 * Long.BYTES;

  @Override
  public Optional<Owner> find(Reader reader, byte[] owner) {
    if (owner.length != LENGTH) {
      return Optional.empty();
    }
    byte[] deleted = reader.get(Subspace.DELETED, owner);
    Subspace space = deleted == null ? Subspace.EMAIL : Subspace.DELETED;
    byte[] stored = deleted == null ? reader.get(Subspace.EMAIL, owner) : deleted;
    return Optional.of(
        new Owner(
            space,
            owner,
            stored,
            stored == null ? null : blob(space, stored),
            MailFault.message(Keys.u64(owner, 0), Keys.u64(owner, Long.BYTES))));
  }

  private static @Nullable BlobHash blob(Subspace space, byte[] stored) {
    try {
      return space == Subspace.DELETED
          ? DeletedRecord.parse(stored).blob()
          : EmailRecord.parse(stored).blob();
    } catch (StoreException.Corrupt _) {
      return null;
    }
  }
}
