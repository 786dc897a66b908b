package org.mailkeep.store.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;

/// Knows those records that own blobs, of one kind. To verify that links and owners fit together.
public interface BlobOwners {
  /// The record behind a link.
  ///
  /// @param owner as it was given to [BlobStore#link]
  /// @return empty when it is of another kind
  Optional<Owner> find(Reader reader, byte[] owner);

  /// A record that may own a blob.
  ///
  /// @param space where it lies
  /// @param key where it lies
  /// @param stored as it is stored; null when it is gone
  /// @param blob that it refers to; null when it is gone or cannot be read
  /// @param name readable: `message 7 of account 3`
  record Owner(
      Subspace space, byte[] key, byte @Nullable [] stored, @Nullable BlobHash blob, String name) {}
}
