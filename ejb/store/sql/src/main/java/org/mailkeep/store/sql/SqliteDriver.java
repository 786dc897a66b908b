package org.mailkeep.store.sql;

import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/// Connections of SQLite's driver, which is SQLite itself.
final class SqliteDriver {
  /// Kibibytes that each connection keeps of the file, as SQLite counts them.
  private static final int CACHE = -8_192;

  private SqliteDriver() {}

  /// A file that others keep, which is only read.
  ///
  /// @param wait for another process that writes
  static DataSource reading(Path file, Duration wait) {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    source.setReadOnly(true);
    source.setBusyTimeout((int) Math.min(Integer.MAX_VALUE, wait.toMillis()));
    return source;
  }

  /// @param wait for another process that writes
  static DataSource of(Path file, Duration wait) {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    source.setJournalMode("WAL");
    source.setSynchronous("FULL");
    source.setTempStore("MEMORY");
    source.setCacheSize(CACHE);
    source.setBusyTimeout((int) Math.min(Integer.MAX_VALUE, wait.toMillis()));
    return source;
  }
}
