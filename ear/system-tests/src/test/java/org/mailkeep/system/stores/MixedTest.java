package org.mailkeep.system.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;

/// A data store serves one role, another the next.
@Tag("servers")
final class MixedTest {
  private PostgreSqlServer database;

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void startDatabase() throws IOException {
    database = PostgreSqlServer.started(Durability.FLUSHED);
  }

  @AfterEach
  void stopDatabase() throws IOException {
    database.close();
  }

  @Test
  void messagesLieInFilesAndAllElseInADatabase() throws Exception {
    String roles =
        """
        data = "main"
        blob = "blobs"
        lookup = "quick"
        """;
    String others =
        """
        [store.blobs]
        type = "rocksdb"
        path = "blobs"
        [store.quick]
        type = "sqlite"
        path = "quick/look-ups.db"
        """;
    String alone = StoreScenario.on("postgresql", database, DatabaseServer.PASSWORD);
    String settings = alone.replace("data = \"main\"\n", roles) + others;
    new StoreScenario(folder, settings).mailFlows();
    assertEquals(0, count("SELECT count(*) FROM mailkeep_blob_chunk"), "no message is there");
    assertTrue(count("SELECT count(*) FROM mailkeep_email") > 0);
    assertTrue(Files.exists(folder.resolve("quick/look-ups.db")));
    Files.move(folder.resolve("blobs"), folder.resolve("unmounted"));
    new StoreScenario(folder, settings)
        .isRefused("storage.blob: store blobs: it is empty, but messages");
  }

  @Test
  void messagesLieInADatabaseAndAllElseInFiles() throws Exception {
    String alone = StoreScenario.on("postgresql", database, DatabaseServer.PASSWORD);
    String settings =
        """
        [storage]
        blob = "main"
        lookup = "fast"
        [store.fast]
        type = "memory"
        """
            + alone.substring(alone.indexOf("[store.main]"));
    String objects = "SELECT count(*) FROM mailkeep_blob_chunk WHERE get_byte(k, 0) = 4";
    // A data store is checked without an object of its own.
    new OutsideScenario(folder, settings).mailFlows(() -> count(objects) + 1);
    assertEquals(0, count("SELECT count(*) FROM mailkeep_email"), "no record is there");
  }

  private long count(String query) throws IOException {
    String url = "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + DatabaseServer.DATABASE;
    try (Connection connection =
            DriverManager.getConnection(url, DatabaseServer.USER, DatabaseServer.PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getLong(1);
    } catch (SQLException e) {
      throw new IOException(query, e);
    }
  }
}
