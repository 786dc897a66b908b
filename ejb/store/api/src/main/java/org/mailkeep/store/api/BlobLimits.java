package org.mailkeep.store.api;

import java.time.Duration;

/// How a blob store cuts and keeps.
///
/// @param chunk octets of a stored piece, 1 to [Batch#MAX_VALUE]; a sink holds one in memory
/// @param reservation how long octets stay that nobody refers to, at least a second
public record BlobLimits(int chunk, Duration reservation) {
  /// Chunks of 64 KiB, kept for an hour.
  public static final BlobLimits DEFAULT = new BlobLimits(64 * 1024, Duration.ofHours(1));

  public BlobLimits {
    if (chunk < 1 || chunk > Batch.MAX_VALUE) {
      throw new IllegalArgumentException("chunks of " + chunk + " octets");
    }
    if (reservation.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("reservation of " + reservation);
    }
  }
}
