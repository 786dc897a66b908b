package org.mailkeep.store.api;

import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.BlobBackend;

/// Where the octets of blobs lie.
///
/// @param form of new ones
/// @param outside where new ones go; null for the data store itself
/// @param before where older ones lie that were not moved yet, besides the data store; null when
///   there are none
public record BlobHome(BlobForm form, @Nullable BlobBackend outside, @Nullable BlobBackend before) {
  /// All octets that are not in the data store; null when there is no such place.
  @Nullable BlobBackend objects() {
    BlobBackend now = outside;
    BlobBackend then = before;
    if (now == null || then == null) {
      return now == null ? then : now;
    }
    return new BlobPair(now, then);
  }
}
