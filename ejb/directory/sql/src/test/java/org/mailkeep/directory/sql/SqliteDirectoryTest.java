package org.mailkeep.directory.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.directory.api.Trace;
import org.mailkeep.kernel.Address;
import org.sqlite.SQLiteDataSource;

class SqliteDirectoryTest extends SqlDirectoryContract {
  @TempDir Path folder;

  SqliteDirectoryTest() {
    super(SampleDatabase.SQLITE, "sqlite");
  }

  @Override
  DataSource connections() {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("accounts.db"));
    return source;
  }

  @Test
  void aQueryIsToldWithItsValueAndRows() {
    var directory = foreign(source(SOCIETY), Set.of());
    var told = Trace.of(() -> directory.resolve(Address.of("news@example.org")));
    var queries =
        told.steps().stream()
            .filter(step -> step.what().equals("query"))
            .map(Trace.Step::detail)
            .filter(detail -> detail.startsWith("recipients: "))
            .toList();
    assertEquals(1, queries.size(), told.toString());
    assertTrue(queries.getFirst().startsWith("recipients: SELECT "), queries.toString());
    assertTrue(
        queries.getFirst().endsWith(" with \"news@example.org\": 2 rows"), queries.toString());
  }
}
