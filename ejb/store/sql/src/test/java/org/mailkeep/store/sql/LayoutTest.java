package org.mailkeep.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

class LayoutTest {
  private static final byte[] KEY = "k".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder = Path.of("");

  @Test
  void aStoreThatIsOpenedAgainHasWhatItHad() {
    try (DataBackend store = Databases.sqlite(folder)) {
      store.commit(new Batch().put(Subspace.EMAIL, KEY, KEY));
    }
    try (DataBackend store = Databases.sqlite(folder)) {
      assertEquals(1, store.get(Subspace.EMAIL, List.of(KEY)).size());
    }
  }

  @Test
  void tablesOfANewerServerAreLeftAlone() throws SQLException {
    Databases.sqlite(folder).close();
    execute("UPDATE mailkeep_schema SET version = " + (Layout.VERSION + 1));
    var refused =
        assertThrows(StoreException.Unavailable.class, () -> Databases.sqlite(folder).close());
    assertTrue(String.valueOf(refused.getMessage()).contains("newer server"), refused.toString());
  }

  @Test
  void tablesThatAreMissingAreMade() throws SQLException {
    Databases.sqlite(folder).close();
    execute("DROP TABLE " + Statements.table(Subspace.AUDIT));
    try (DataBackend store = Databases.sqlite(folder)) {
      assertEquals(0, store.counter(Subspace.AUDIT, KEY));
    }
  }

  @Test
  void statementsOfTheSettingsAreExecutedAtEachStart() throws SQLException {
    String insert = "INSERT INTO extra VALUES (7)";
    var first = List.of("CREATE TABLE IF NOT EXISTS extra (n INTEGER)", insert);
    for (int start = 0; start < 2; start++) {
      Databases.sqlite(folder, first).close();
    }
    assertEquals(2, count("SELECT COUNT(*) FROM extra"));
    var refused =
        assertThrows(
            StoreException.Unavailable.class,
            () -> Databases.sqlite(folder, List.of("CREATE TABLE extra (n INTEGER)")).close());
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("store.test.init.execute: CREATE TABLE"),
        refused.toString());
  }

  private int count(String query) throws SQLException {
    SqlConfig config = Databases.file(folder.resolve("mail.sqlite"));
    try (Connection connection = Connections.of(config).getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      return answer.next() ? answer.getInt(1) : -1;
    }
  }

  private void execute(String sql) throws SQLException {
    SqlConfig config = Databases.file(folder.resolve("mail.sqlite"));
    try (Connection connection = Connections.of(config).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
