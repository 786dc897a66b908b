package org.mailkeep.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.store.servers.TestPool;

/// What a store does while its server is in trouble, and after.
class TroubleTest {
  private static final byte[] KEY = "k".getBytes(StandardCharsets.US_ASCII);
  private static final Batch PUT = new Batch().put(Subspace.EMAIL, KEY, KEY);

  private static PostgreSqlServer server;
  private static SqlConfig config;

  @BeforeAll
  static void start() throws IOException {
    server = PostgreSqlServer.started(Durability.FLUSHED);
    config = Databases.server(SqlConfig.Kind.POSTGRESQL, server);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void goesOnWhenItsServerIsBack() throws IOException {
    var pool = new TestPool(Connections.of(config), 4, 2_000);
    try (var store = SqlBackend.open(config, pool.source(), pool::close)) {
      store.commit(PUT);
      server.kill();
      assertThrows(StoreException.Unavailable.class, () -> store.get(Subspace.EMAIL, KEY));
      assertThrows(StoreException.Unavailable.class, () -> store.commit(PUT));
      assertThrows(StoreException.Unavailable.class, store::snapshot);
      server.start();
      assertArrayEquals(KEY, store.get(Subspace.EMAIL, KEY));
      assertInstanceOf(
          Commit.Committed.class,
          store.commit(new Batch().require(Subspace.EMAIL, KEY, KEY).delete(Subspace.EMAIL, KEY)));
    }
  }

  @Test
  void replacesConnectionsThatWereKilled() throws SQLException {
    var pool = new TestPool(Connections.of(config), 4, 2_000);
    try (var store = SqlBackend.open(config, pool.source(), pool::close)) {
      store.commit(PUT);
      try (Connection other = Connections.of(config).getConnection();
          Statement statement = other.createStatement()) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE pid <> pg_backend_pid() AND usename = current_user");
      }
      assertArrayEquals(KEY, store.get(Subspace.EMAIL, KEY));
      assertInstanceOf(
          Commit.Committed.class,
          store.commit(new Batch().require(Subspace.EMAIL, KEY, KEY).put(Subspace.ACL, KEY, KEY)));
    }
  }

  @Test
  void anExhaustedPoolIsATemporaryFailure() {
    var pool = new TestPool(Connections.of(config), 2, 50);
    try (var store = SqlBackend.open(config, pool.source(), pool::close)) {
      List<Snapshot> open = new ArrayList<>(List.of(store.snapshot(), store.snapshot()));
      assertThrows(StoreException.Unavailable.class, () -> store.get(Subspace.EMAIL, KEY));
      assertThrows(StoreException.Unavailable.class, () -> store.commit(PUT));
      open.forEach(Snapshot::close);
      assertInstanceOf(Commit.Committed.class, store.commit(PUT));
    }
  }

  @Test
  void aReadOnlyServerIsFull() throws SQLException {
    var server = (SqlConfig.Server) config.place();
    SqlConfig readOnly = with(server, "-c default_transaction_read_only=on");
    var writable = new TestPool(Connections.of(config), 2, 2_000);
    SqlBackend.open(config, writable.source(), writable::close).close();
    var pool = new TestPool(Connections.of(readOnly), 2, 2_000);
    try (var store = SqlBackend.open(readOnly, pool.source(), pool::close)) {
      assertThrows(StoreException.Full.class, () -> store.commit(PUT));
    }
  }

  @Test
  void saysWhichSettingIsWrong() {
    var right = (SqlConfig.Server) config.place();
    var stranger = new SqlConfig.Login(DatabaseServer.USER, "wrong");
    assertRefused(
        "store.test.password",
        new SqlConfig.Server(
            right.host(),
            right.port(),
            right.database(),
            stranger,
            right.encryption(),
            "",
            Optional.empty()));
    assertRefused(
        "store.test.database",
        new SqlConfig.Server(
            right.host(),
            right.port(),
            "none",
            right.login(),
            right.encryption(),
            "",
            Optional.empty()));
    assertRefused(
        "store.test.port",
        new SqlConfig.Server(
            right.host(),
            1,
            right.database(),
            right.login(),
            right.encryption(),
            "",
            Optional.empty()));
  }

  private static void assertRefused(String key, SqlConfig.Server server) {
    SqlConfig wrong = with(server, "");
    var refused =
        assertThrows(
            StoreException.Unavailable.class,
            () -> Connections.probe(wrong, Connections.of(wrong)));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith(key + ": no connection to postgresql"), message);
  }

  private static SqlConfig with(SqlConfig.Server server, String options) {
    var place =
        new SqlConfig.Server(
            server.host(),
            server.port(),
            server.database(),
            server.login(),
            server.encryption(),
            options,
            Optional.empty());
    return new SqlConfig(
        "test",
        config.kind(),
        place,
        config.pool(),
        config.timeout(),
        config.queue(),
        config.first());
  }
}
