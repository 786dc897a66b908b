package org.mailkeep.system.stores;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only the running server can know of a store that is configured wrongly; the rest is tested
/// where stores are opened.
@Tag("servers")
final class WrongStoreTest {
  @TempDir Path folder;

  @Test
  void aPoolThatIsNotThereRefusesTheStart() throws IOException, InterruptedException {
    new StoreScenario(
            folder,
            """
            storage.data = "main"
            [store.main]
            type = "postgresql"
            data-source = "jdbc/nowhere"
            """)
        .isRefused("store.main.data-source: ", "no JDBC resource jdbc/nowhere");
  }
}
