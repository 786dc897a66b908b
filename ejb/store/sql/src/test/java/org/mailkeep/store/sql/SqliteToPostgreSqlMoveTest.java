package org.mailkeep.store.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.contract.MoveContract;
import org.mailkeep.store.api.spi.DataBackend;

class SqliteToPostgreSqlMoveTest extends MoveContract {
  @TempDir Path folder = Path.of("");

  @Override
  protected DataBackend source() {
    return Databases.sqlite(folder);
  }

  @Override
  protected DataBackend target() throws SQLException {
    return Databases.empty(Databases.Product.POSTGRESQL);
  }
}
