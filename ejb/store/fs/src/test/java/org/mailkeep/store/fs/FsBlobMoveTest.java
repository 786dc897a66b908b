package org.mailkeep.store.fs;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.contract.BlobMoveContract;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.memory.MemoryBackend;

final class FsBlobMoveTest extends BlobMoveContract {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // JUnit sets folder
  FsBlobMoveTest() {}

  @Override
  protected DataBackend data() {
    return new MemoryBackend();
  }

  @Override
  protected BlobBackend one() {
    return FsBackend.open(new FsConfig("files", folder.resolve("one"), 2));
  }

  @Override
  protected BlobBackend other() {
    return FsBackend.open(new FsConfig("others", folder.resolve("other"), 0));
  }
}
