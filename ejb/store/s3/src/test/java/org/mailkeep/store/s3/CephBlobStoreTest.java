package org.mailkeep.store.s3;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.contract.OutsideBlobContract;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.memory.MemoryBackend;

@Tag("servers")
final class CephBlobStoreTest extends OutsideBlobContract {
  @Override
  protected DataBackend open() {
    return new MemoryBackend();
  }

  @Override
  protected BlobBackend openBlobs() {
    return S3Backend.open(Buckets.config(Buckets.ceph().endpoint()));
  }

  /// The reason for the setting, and a witness for the day on which it is not needed any more.
  @Test
  void checksumsOnEachRequestAreRefused() {
    S3Config config = Buckets.config(Buckets.ceph().endpoint());
    var exchange = Buckets.exchange(S3Config.Checksums.SUPPORTED);
    try (var backend = S3Backend.open(Buckets.with(config, exchange))) {
      backend.put("0a".repeat(16), new byte[100]);
      throw new AssertionError("Ceph takes them");
    } catch (StoreException.Unavailable e) {
      assertTrue(String.valueOf(e.getMessage()).contains("400"), e.getMessage());
    }
  }
}
