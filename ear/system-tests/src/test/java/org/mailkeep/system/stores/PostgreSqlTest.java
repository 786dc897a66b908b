package org.mailkeep.system.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.system.MailServer;

final class PostgreSqlTest {
  private PostgreSqlServer database;

  @TempDir Path folder;

  @BeforeEach
  void startDatabase() throws IOException {
    database = PostgreSqlServer.started(Durability.FLUSHED);
  }

  @AfterEach
  void stopDatabase() throws IOException {
    database.close();
  }

  @Test
  void mailFlows() throws IOException, InterruptedException {
    String settings =
        StoreScenario.on("postgresql", database, DatabaseServer.PASSWORD)
            + "timeout = \"1s\"\npool.max-connections = 3\n";
    new StoreScenario(folder, settings)
        .mailFlows(server -> {
          var pool = new BusyPool(new MailPath(server), database);
          assertEquals(3, pool.most());
          resize(server, 5);
          assertEquals(5, pool.most());
          resize(server, 2);
          assertEquals(2, pool.most());
        });
  }

  /// Has the server keep another number of connections, as its console does.
  private static void resize(MailServer server, int most) throws IOException, InterruptedException {
    server.asadmin("set", "resources.jdbc-connection-pool.mailkeep-main.max-pool-size=" + most);
  }

  @Test
  @Tag("servers")
  void aPoolOfTheAdministratorServes() throws IOException, InterruptedException {
    try (var server = MailServer.in(folder)) {
      server.start();
      server.asadmin(
          "create-jdbc-connection-pool",
          "--datasourceclassname=org.postgresql.ds.PGSimpleDataSource",
          "--restype=javax.sql.DataSource",
          "--property",
          "ServerName=127.0.0.1:PortNumber=%d:DatabaseName=%s:User=%s:Password=%s"
              .formatted(
                  database.port(),
                  DatabaseServer.DATABASE,
                  DatabaseServer.USER,
                  DatabaseServer.PASSWORD),
          "mailkeep-postmasters");
      server.asadmin(
          "create-jdbc-resource", "--connectionpoolid=mailkeep-postmasters", "jdbc/mail");
      server.configure(
          """
          imap.auth.allow-plain-text = true
          storage.data = "main"
          [store.main]
          type = "postgresql"
          data-source = "jdbc/mail"
          """);
      server.again();
      var path = new MailPath(server);
      path.makeAccount();
      path.deliver("pooled", 0);
      assertTrue(path.inbox().contains("pooled-small"));
      assertTrue(server.asadmin("list-jdbc-connection-pools").contains("mailkeep-postmasters"));
    }
  }
}
