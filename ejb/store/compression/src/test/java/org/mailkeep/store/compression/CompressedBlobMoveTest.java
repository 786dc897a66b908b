package org.mailkeep.store.compression;

import org.mailkeep.store.api.BlobForm;
import org.mailkeep.store.api.StoreSettings.Compression;
import org.mailkeep.store.api.contract.BlobMoveContract;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.store.memory.MemoryBlobBackend;

/// Blobs that are compressed stay so where they are carried as they are.
final class CompressedBlobMoveTest extends BlobMoveContract {
  @Override
  protected BlobForm form() {
    return new BlobForm(Compression.ZSTD, new Codecs());
  }

  @Override
  protected DataBackend data() {
    return new MemoryBackend();
  }

  @Override
  protected BlobBackend one() {
    return new MemoryBlobBackend();
  }

  @Override
  protected BlobBackend other() {
    return new MemoryBlobBackend();
  }
}
