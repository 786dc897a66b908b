package org.mailkeep.store.s3;

import org.mailkeep.store.api.contract.OutsideBlobContract;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.memory.MemoryBackend;

final class S3ProxyBlobStoreTest extends OutsideBlobContract {
  @Override
  protected DataBackend open() {
    return new MemoryBackend();
  }

  @Override
  protected BlobBackend openBlobs() {
    return S3Backend.open(Buckets.config(Buckets.s3proxy().endpoint()));
  }
}
