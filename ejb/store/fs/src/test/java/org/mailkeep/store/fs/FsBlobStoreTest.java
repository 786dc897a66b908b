package org.mailkeep.store.fs;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.contract.OutsideBlobContract;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.memory.MemoryBackend;

final class FsBlobStoreTest extends OutsideBlobContract {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // JUnit sets folder
  FsBlobStoreTest() {}

  @Override
  protected DataBackend open() {
    return new MemoryBackend();
  }

  @Override
  protected BlobBackend openBlobs() {
    return FsBackend.open(new FsConfig("files", folder.resolve("blobs"), 2));
  }
}
