package org.mailkeep.system.stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
final class FsTest {
  private static final String SETTINGS =
      """
      storage.blob = "files"
      store.files.type = "fs"
      store.files.path = "blobs"
      store.files.compression = "zstd"
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void mailFlowsAndAnEmptyFolderInItsPlaceIsRefused() throws IOException, InterruptedException {
    Path blobs = folder.resolve("blobs");
    new OutsideScenario(folder, SETTINGS).mailFlows(() -> OutsideScenario.files(blobs));
    Files.move(blobs, folder.resolve("unmounted"));
    new OutsideScenario(folder, SETTINGS)
        .isRefused("storage.blob: store files: it is empty, but messages");
    new OutsideScenario(folder, "").isRefused("storage.blob: messages that the data store knows");
  }
}
