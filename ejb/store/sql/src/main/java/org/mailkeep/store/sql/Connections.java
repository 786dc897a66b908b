package org.mailkeep.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.mailkeep.store.api.StoreException;

/// Where a pool gets the connections of a configured database from: each call makes one.
public final class Connections {
  private Connections() {}

  /// Connections as they are configured; not for a pool that the administrator has made.
  ///
  /// @throws StoreException when the folder of a file cannot be made
  public static DataSource of(SqlConfig config) {
    try {
      return switch (config.place()) {
        case SqlConfig.Container container ->
            throw new IllegalArgumentException(container + " has its own connections");
        case SqlConfig.File(var path) -> {
          makeFolder(path);
          yield SqliteDriver.of(path, config.timeout());
        }
        case SqlConfig.Server server ->
            switch (config.kind()) {
              case POSTGRESQL ->
                  PostgreSqlDriver.of(server, config.timeout(), config.queue().timeout());
              case MYSQL -> MySqlDriver.of(server, config.timeout(), config.queue().timeout());
              case SQLITE -> throw new IllegalArgumentException("SQLite has no server");
            };
      };
    } catch (SQLException e) {
      throw refused(config, e);
    } catch (IOException e) {
      throw new StoreException.Unavailable(
          config.key("path") + "cannot make the folder of " + config.where() + ": " + e, e);
    }
  }

  /// Connections to a database that others keep: as [#of], but a file is only read, and neither it
  /// nor its folder are made.
  public static DataSource reading(SqlConfig config) {
    return config.place() instanceof SqlConfig.File(var path)
        ? SqliteDriver.reading(path, config.timeout())
        : of(config);
  }

  /// Makes one connection, and closes it again.
  ///
  /// @throws StoreException.Unavailable when it cannot be made: names the setting and the cause
  public static void probe(SqlConfig config, DataSource source) {
    try {
      source.getConnection().close();
    } catch (SQLException e) {
      throw refused(config, e);
    }
  }

  /// Why a store cannot be opened: names the setting and the cause.
  static StoreException refused(SqlConfig config, SQLException e) {
    Dialect dialect = config.dialect();
    return new StoreException.Unavailable(
        config.key(dialect.culprit(e))
            + "no connection to "
            + dialect.name()
            + " "
            + config.where()
            + ": "
            + Way.words(e),
        e);
  }

  private static void makeFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
  }
}
