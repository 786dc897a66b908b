package org.mailkeep.system.stores;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
final class RocksDbTest {
  @TempDir Path folder;

  @Test
  void mailFlows() throws IOException, InterruptedException {
    String settings =
        """
        imap.auth.allow-plain-text = true
        storage.data = "main"
        [store.main]
        type = "rocksdb"
        path = "elsewhere"
        """;
    new StoreScenario(folder, settings).mailFlows();
  }
}
