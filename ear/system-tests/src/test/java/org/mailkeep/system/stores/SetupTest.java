package org.mailkeep.system.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.store.servers.RedisServer;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Outcome;

/// `config/mailkeep setup` as an operator calls it, with the archive's own drivers.
final class SetupTest {
  private static final String HUSH = "hush of the tests";

  private static PostgreSqlServer database;

  @TempDir Path folder;

  private MailServer server;

  @BeforeAll
  static void startDatabase() throws IOException {
    database = PostgreSqlServer.started(Durability.FLUSHED);
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    database.close();
  }

  @BeforeEach
  void beginWithoutConfiguration() throws IOException {
    server = MailServer.in(folder);
    Files.delete(server.configuration());
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  private Outcome setup(String input, int port, String... more)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("setup", "--yes"));
    line.addAll(List.of("--data", "postgresql", "--data.host", "127.0.0.1"));
    line.addAll(List.of("--data.port", "" + port, "--data.database", DatabaseServer.DATABASE));
    line.addAll(List.of("--data.user", DatabaseServer.USER, "--data.password-stdin"));
    line.addAll(List.of(more));
    return server.launcher(input, line.toArray(String[]::new));
  }

  private void assertRefused(Outcome outcome, String... words) {
    assertTrue(outcome.status() != 0, outcome.output());
    for (String word : words) {
      assertTrue(outcome.output().contains(word), outcome.output());
    }
    assertFalse(Files.exists(server.configuration()), "nothing is written");
  }

  @Test
  void whatDoesNotWorkIsToldAndNothingIsWritten() throws IOException, InterruptedException {
    assertRefused(
        setup("wrong\n", database.port()),
        "store.postgresql.password: ",
        "password authentication failed for user \"mail\"");
    assertRefused(
        setup(DatabaseServer.PASSWORD + "\n", 1), "store.postgresql.port: ", "127.0.0.1:1 refused");
    assertRefused(
        setup(DatabaseServer.PASSWORD + "\n", database.port(), "--blob", "redis"),
        "--blob redis: choose one of ");
    assertRefused(
        server.launcher(
            "setup",
            "--yes",
            "--directory=ldap",
            "--directory.url=ldap://127.0.0.1:1",
            "--directory.base-dn=dc=example,dc=org"),
        "directory ldap: ",
        "127.0.0.1:1");
  }

  @Test
  void theEmbeddedStoreIsTriedWhereItWillLie() throws IOException, InterruptedException {
    String said =
        server.launcher("setup", "--yes", "--blob", "fs", "--blob.path", "blobs").success();
    assertTrue(said.contains("  rocksdb: works\n  fs: works\n"), said);
    assertTrue(Files.isDirectory(folder.resolve("data")), said);
    assertTrue(Files.isDirectory(folder.resolve("blobs")), said);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(server.configuration())));
  }

  @Test
  @Tag("servers")
  void aServerStartsOnWhatWasChosen() throws IOException, InterruptedException {
    try (RedisServer redis = RedisServer.started("--requirepass", HUSH)) {
      String[] lookup = {
        "--lookup",
        "redis",
        "--lookup.urls",
        "redis://127.0.0.1:" + redis.port(),
        "--lookup.password-stdin"
      };
      assertRefused(
          setup(DatabaseServer.PASSWORD + "\nwrong\n", database.port(), lookup),
          "store.redis.password: ",
          "WRONGPASS");
      String said =
          setup(DatabaseServer.PASSWORD + "\n" + HUSH + "\n", database.port(), lookup).success();
      assertTrue(said.contains("  postgresql: works\n  redis: works\n"), said);
      assertFalse(said.contains(HUSH) || said.contains(DatabaseServer.PASSWORD), said);
      Files.writeString(
          server.configuration(),
          "server.port-offset = %d\nimap.auth.allow-plain-text = true\n"
                  .formatted(server.ports().offset())
              + Files.readString(server.configuration()));
      server.start();
      var path = new MailPath(server);
      path.makeAccount();
      path.deliver("chosen", 0);
      assertTrue(path.inbox().contains("chosen-large"));
      assertTrue(redis.ask("DBSIZE").strip().matches("[1-9]\\d*"), "it holds look-ups");
      assertFalse(Files.exists(folder.resolve("data")), "nothing lies in the embedded store");
    }
  }
}
