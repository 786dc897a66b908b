package org.mailkeep.store.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.CommitQueue;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.MariaDbServer;
import org.mailkeep.store.servers.MySqlServer;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.store.servers.TestPool;

/// The databases that the tests of this module share; each is started when it is first asked for
/// and ends with the JVM.
final class Databases {
  private static final int MOST = 10;
  private static final Map<Product, Shared> SHARED = new EnumMap<>(Product.class);

  /// Database servers.
  enum Product {
    POSTGRESQL,
    MARIADB,
    MYSQL
  }

  private record Shared(SqlConfig config, TestPool pool) {}

  private Databases() {}

  /// An empty store on a shared server.
  static DataBackend empty(Product product) throws SQLException {
    Shared shared = shared(product);
    clear(shared.pool().source());
    return SqlBackend.open(shared.config(), shared.pool().source(), () -> {});
  }

  /// The pool of a shared server.
  static TestPool pool(Product product) {
    return shared(product).pool();
  }

  /// How a shared server is reached.
  static SqlConfig config(Product product) {
    return shared(product).config();
  }

  /// A store in a new file of a folder.
  static DataBackend sqlite(Path folder) {
    return sqlite(folder, List.of());
  }

  /// The same, with statements that are executed first.
  static DataBackend sqlite(Path folder, List<String> first) {
    SqlConfig plain = file(folder.resolve("mail.sqlite"));
    var config =
        new SqlConfig(
            plain.id(),
            plain.kind(),
            plain.place(),
            plain.pool(),
            plain.timeout(),
            plain.queue(),
            first);
    var pool = new TestPool(Connections.of(config), MOST, 5_000);
    return SqlBackend.open(config, pool.source(), pool::close);
  }

  static SqlConfig file(Path path) {
    return config(SqlConfig.Kind.SQLITE, new SqlConfig.File(path));
  }

  static SqlConfig server(SqlConfig.Kind kind, DatabaseServer server) {
    return server(kind, server.port());
  }

  static SqlConfig server(SqlConfig.Kind kind, int port) {
    return config(
        kind,
        new SqlConfig.Server(
            "127.0.0.1",
            port,
            DatabaseServer.DATABASE,
            new SqlConfig.Login(DatabaseServer.USER, DatabaseServer.PASSWORD),
            SqlConfig.Encryption.NONE,
            "",
            Optional.empty()));
  }

  private static SqlConfig config(SqlConfig.Kind kind, SqlConfig.Place place) {
    var pool = new SqlConfig.Pool(MOST, 1, Duration.ofMinutes(5), Duration.ofMinutes(30));
    return new SqlConfig(
        "test", kind, place, pool, Duration.ofSeconds(5), CommitQueue.DEFAULT, List.of());
  }

  private static synchronized Shared shared(Product product) {
    return SHARED.computeIfAbsent(product, Databases::start);
  }

  private static Shared start(Product product) {
    try {
      SqlConfig config =
          switch (product) {
            case POSTGRESQL ->
                server(SqlConfig.Kind.POSTGRESQL, PostgreSqlServer.started(Durability.NONE));
            case MARIADB -> server(SqlConfig.Kind.MYSQL, MariaDbServer.started(Durability.NONE));
            case MYSQL -> server(SqlConfig.Kind.MYSQL, MySqlServer.started(Durability.NONE));
          };
      return new Shared(config, new TestPool(Connections.of(config), MOST, 5_000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      if (!connection.getMetaData().getTables(null, null, "mailkeep_schema", null).next()) {
        return;
      }
      for (Subspace space : Subspace.values()) {
        statement.execute("DELETE FROM " + Statements.table(space));
      }
    }
  }
}
