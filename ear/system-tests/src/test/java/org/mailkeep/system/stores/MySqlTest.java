package org.mailkeep.system.stores;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.MySqlServer;

@Tag("servers")
final class MySqlTest {
  @TempDir Path folder;

  @Test
  void mailFlows() throws IOException, InterruptedException {
    try (var database = MySqlServer.started(Durability.FLUSHED)) {
      String settings = StoreScenario.on("mysql", database, DatabaseServer.PASSWORD);
      new StoreScenario(folder, settings).mailFlows();
    }
  }
}
