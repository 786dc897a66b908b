package org.mailkeep.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.servers.TestPool;

/// A pool of the administrator that leads to a database of another kind than the store says.
final class OtherProductTest {
  @TempDir Path folder;

  private SqlConfig pooled(SqlConfig.Kind kind) {
    SqlConfig file = Databases.file(folder.resolve("mail.sqlite"));
    return new SqlConfig(
        file.id(),
        kind,
        new SqlConfig.Container("jdbc/mail"),
        file.pool(),
        file.timeout(),
        file.queue(),
        List.of());
  }

  private TestPool pool() {
    return new TestPool(Connections.of(Databases.file(folder.resolve("mail.sqlite"))), 2, 5_000);
  }

  @ParameterizedTest
  @EnumSource(
      value = SqlConfig.Kind.class,
      names = {"POSTGRESQL", "MYSQL"})
  void isRefusedBeforeAnythingIsWritten(SqlConfig.Kind kind) throws SQLException {
    SqlConfig config = pooled(kind);
    try (var pool = pool()) {
      var refused =
          assertThrows(
              StoreException.Unavailable.class,
              () -> SqlBackend.open(config, pool.source(), () -> {}));
      assertEquals(
          "store.test.data-source: jdbc/mail leads to a database of SQLite, but the store is of"
              + " type "
              + config.dialect().name(),
          refused.getMessage());
      try (Connection connection = pool.source().getConnection();
          var tables = connection.getMetaData().getTables(null, null, "mailkeep%", null)) {
        assertFalse(tables.next(), "a table was made");
      }
    }
  }

  @Test
  void theSameKindIsTaken() {
    var pool = pool();
    SqlBackend.open(pooled(SqlConfig.Kind.SQLITE), pool.source(), pool::close).close();
  }

  @Test
  void mariaDbIsServedAsMySql() {
    assertTrue(new MySql().isOf("MariaDB"));
    assertTrue(new MySql().isOf("MySQL"));
    assertFalse(new MySql().isOf("PostgreSQL"));
    assertTrue(new PostgreSql().isOf("PostgreSQL"));
  }
}
