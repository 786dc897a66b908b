package org.mailkeep.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.servers.TestPool;

class StoreConnectionsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void connectionsAreKeptUntilTheyHaveLivedLongEnough() {
    assertEquals(1, made(Duration.ofMinutes(1)));
    assertTrue(made(Duration.ofNanos(1)) >= 10);
  }

  @Test
  void whoDoesNotAskForTheirAgeHasNoOldOnesEither() throws SQLException {
    assertEquals(1, lent(Duration.ofMinutes(1)));
    assertEquals(10, lent(Duration.ofNanos(1)));
  }

  @Test
  void thereAreNoneOfAStoreThatIsNotOpen() throws SQLException {
    SqlConfig config = config(Duration.ofMinutes(1));
    var connections = new StoreConnections();
    connections.setStore(config.id());
    assertThrows(SQLException.class, connections::getConnection);
    StoreConnections.provide(config, Connections.of(config));
    connections.getConnection().close();
    StoreConnections.withdraw(config.id());
    assertThrows(SQLException.class, connections::getConnection);
  }

  private int made(Duration life) {
    SqlConfig config = config(life);
    StoreConnections.provide(config, Connections.of(config));
    var connections = new StoreConnections();
    connections.setStore(config.id());
    var pool = new TestPool(connections, 2, 1_000);
    try (var store = SqlBackend.open(config, pool.source(), pool::close)) {
      for (int i = 0; i < 10; i++) {
        store.counter(Subspace.QUOTA, new byte[1]);
      }
      return pool.made();
    } finally {
      StoreConnections.withdraw(config.id());
    }
  }

  /// Connections that are made when one after the other is used and given back, and once dropped.
  private int lent(Duration life) throws SQLException {
    SqlConfig config = config(life);
    StoreConnections.provide(config, Connections.of(config));
    var connections = new StoreConnections();
    connections.setStore(config.id());
    try (var pool = new TestPool(connections, 1, 1_000)) {
      DataSource aged = AgedPool.of(pool.source());
      for (int i = 0; i < 10; i++) {
        try (Connection connection = aged.getConnection()) {
          assertTrue(connection.isValid(1));
        }
      }
      int made = pool.made();
      try (Connection connection = aged.getConnection()) {
        connection.abort(Runnable::run);
      }
      aged.getConnection().close();
      return made;
    } finally {
      StoreConnections.withdraw(config.id());
    }
  }

  private SqlConfig config(Duration life) {
    SqlConfig file = Databases.file(folder.resolve("mail.sqlite"));
    var pool = new SqlConfig.Pool(2, 1, Duration.ofMinutes(5), life);
    return new SqlConfig(
        "aged", file.kind(), file.place(), pool, file.timeout(), file.queue(), file.first());
  }
}
