package org.mailkeep.store.s3;

import org.mailkeep.store.api.contract.BlobMoveContract;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.memory.MemoryBackend;

/// Between two prefixes of a bucket.
final class S3ProxyBlobMoveTest extends BlobMoveContract {
  @Override
  protected DataBackend data() {
    return new MemoryBackend();
  }

  @Override
  protected BlobBackend one() {
    return S3Backend.open(Buckets.config(Buckets.s3proxy().endpoint()));
  }

  @Override
  protected BlobBackend other() {
    return S3Backend.open(Buckets.config(Buckets.s3proxy().endpoint()));
  }
}
