package org.mailkeep.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;

/// Redeploy and undeploy leave no port, thread or file behind; an operator who has nothing but the
/// application server and the archive gets the same server.
final class DeploymentTest {

  /// The listeners that are the application's, not the container's.
  private static final List<String> MAIL =
      List.of("smtp", "submission", "submissions", "lmtp", "imap", "imaps", "pop3", "pop3s");

  @TempDir Path folder;

  private static int status(int port, String path) throws IOException, InterruptedException {
    return Http.to(port).send("GET", path, "").status();
  }

  private static void assertMail(Ports ports, boolean open) {
    for (String listener : MAIL) {
      assertEquals(open, ports.isOpen(listener), listener);
    }
  }

  @Test
  void redeployAndUndeployLeaveNothingBehind() throws IOException, InterruptedException {
    try (var database = PostgreSqlServer.started(Durability.FLUSHED);
        var server = MailServer.in(folder.resolve("instance"), settings(database))) {
      server.start();
      assertPool(server, true);
      assertTrue(server.asadmin("list-jdbc-resources").contains("jdbc/mailkeep/main"));
      String domain = Files.readString(server.instance().resolve("domain/config/domain.xml"));
      assertFalse(domain.contains(DatabaseServer.PASSWORD), "the domain tells no password");
      long pid = server.process().pid();
      try (var jmx = JmxClient.of(pid)) {
        cachesAreSeen(server, jmx);
        server.launcher("deploy").success();
        cachesAreSeen(server, jmx);
      }
      assertEquals(pid, server.process().pid(), "the process stays");
      assertEquals(200, status(server.port("http"), "/healthz/ready"));
      assertMail(server.ports(), true);
      assertPool(server, true);
      server.asadmin("undeploy", "mailkeep");
      assertMail(server.ports(), false);
      assertPool(server, false);
      try (var jmx = JmxClient.of(pid)) {
        assertEquals(Set.of(), jmx.caches());
      }
      var footprint = new Footprint(pid);
      assertEquals(Set.of(), footprint.threads());
      assertEquals(List.of(), footprint.openFiles(server.instance().resolve("data")));
      server.stop();
      String said = server.start();
      assertTrue(said.contains("had been undeployed"), said);
      assertMail(server.ports(), true);
    }
  }

  /// What a console shows of the caches is what the command line shows, and what it empties is
  /// empty.
  private static void cachesAreSeen(MailServer server, JmxClient jmx)
      throws IOException, InterruptedException {
    String listed = server.launcher("cache", "list").success();
    assertTrue(jmx.caches().containsAll(Set.of("login", "mailbox", "resolver.mx")), listed);
    jmx.caches().forEach(name -> assertTrue(listed.contains(name), name + " in " + listed));
    assertEquals(1, jmx.number("login", "Entries"), "the administrator's");
    jmx.clear("login");
    assertEquals(0, jmx.number("login", "Entries"));
    assertEquals("Emptied mailbox\n", server.launcher("cache", "clear", "mailbox").success());
  }

  /// Records in a database, messages in an embedded store: both have to be let go.
  private static String settings(DatabaseServer database) {
    String data = "data = \"main\"\n";
    return DatabaseStore.settings("postgresql", database.port(), DatabaseServer.PASSWORD)
            .replace(data, data + "blob = \"files\"\n")
        + """
        [store.files]
        type = "rocksdb"
        path = "data/files"
        """;
  }

  private static void assertPool(MailServer server, boolean there)
      throws IOException, InterruptedException {
    assertEquals(there, server.asadmin("list-jdbc-connection-pools").contains("mailkeep-main"));
  }

  @Test
  void theArchiveAloneMakesAServerInAnyDomain() throws IOException, InterruptedException {
    Ports ports;
    try (var domain = PlainDomain.start(folder)) {
      ports = domain.ports();
      Path archive = MailServer.house().resolve("ear/assembly/target/mailkeep.ear");
      domain.asadmin("deploy", archive.toString());
      assertEquals(200, status(ports.of("http"), "/healthz/ready"));
      assertMail(ports, true);
      assertTrue(Files.exists(domain.home().resolve("initial-admin-password")));
      domain.asadmin("undeploy", "mailkeep");
      assertMail(ports, false);
      domain.assertNothingIsLeft();
    }
    assertFalse(ports.isOpen("http"));
  }
}
