package org.mailkeep.directory.sql;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.mailkeep.store.servers.DatabaseServer;
import org.mariadb.jdbc.MariaDbDataSource;

/// A directory in a database that speaks as MySQL does.
abstract class MySqlDirectoryContract extends SqlDirectoryContract {
  MySqlDirectoryContract() {
    super(SampleDatabase.MYSQL, "mysql");
  }

  /// Runs from before the first test until after the last.
  abstract DatabaseServer server();

  @Override
  DataSource connections() {
    try {
      var source = new MariaDbDataSource();
      source.setUrl(
          "jdbc:mariadb://127.0.0.1:%d/%s?allowPublicKeyRetrieval=true"
              .formatted(server().port(), DatabaseServer.DATABASE));
      source.setUser(DatabaseServer.USER);
      source.setPassword(DatabaseServer.PASSWORD);
      return source;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
