package org.mailkeep.store.api.spi;

import org.mailkeep.store.api.StoreSettings.Compression;

/// The ways to compress that there are.
@FunctionalInterface
public interface BlobCodecs {
  /// One of them.
  ///
  /// @param compression any but [Compression#NONE]
  BlobCodec of(Compression compression);
}
