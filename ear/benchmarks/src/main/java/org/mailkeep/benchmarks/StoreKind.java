package org.mailkeep.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.servers.CephServer;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.LocalServer;
import org.mailkeep.store.servers.MariaDbServer;
import org.mailkeep.store.servers.MySqlServer;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.store.servers.RedisServer;
import org.mailkeep.store.servers.S3ProxyServer;

/// Kinds of stores. Each database server flushes every commit, as it does by default.
enum StoreKind {
  ROCKSDB("RocksDB", true),
  POSTGRESQL("PostgreSQL", true),
  MARIADB("MariaDB", true),
  MYSQL("MySQL", true),
  SQLITE("SQLite", true),
  FS("files", true),
  S3PROXY("S3Proxy", true),
  CEPH("Ceph", true),
  REDIS("Redis", false),
  MEMORY("memory", false);

  private final String title;
  private final boolean delivers;

  StoreKind(String title, boolean delivers) {
    this.title = title;
    this.delivers = delivers;
  }

  /// A store of this kind, its server running.
  ///
  /// @param settings of the store `main` and its role, as tables of `mailkeep.toml`
  /// @param server null when it needs none
  record Running(StoreKind kind, String settings, @Nullable Closeable server) implements Closeable {
    @Override
    public void close() throws IOException {
      if (server != null) {
        server.close();
      }
    }
  }

  /// What it is called in the table.
  String title() {
    return title;
  }

  /// Whether mail is delivered by way of it.
  boolean delivers() {
    return delivers;
  }

  /// Whether it keeps data, and a full-text index with them.
  boolean keepsData() {
    return switch (this) {
      case ROCKSDB, POSTGRESQL, MARIADB, MYSQL, SQLITE -> true;
      case FS, S3PROXY, CEPH, REDIS, MEMORY -> false;
    };
  }

  /// As `--only` names it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Starts what it needs, new and empty.
  Running start() throws IOException {
    return switch (this) {
      case ROCKSDB -> running("data", "type = \"rocksdb\"\npath = \"rocksdb\"\n", null);
      case SQLITE -> running("data", "type = \"sqlite\"\npath = \"sqlite/mail.db\"\n", null);
      case POSTGRESQL -> database("postgresql", PostgreSqlServer.started(Durability.FLUSHED));
      case MARIADB -> database("mysql", MariaDbServer.started(Durability.FLUSHED));
      case MYSQL -> database("mysql", MySqlServer.started(Durability.FLUSHED));
      case FS -> running("blob", "type = \"fs\"\npath = \"blobs\"\n", null);
      case S3PROXY -> {
        S3ProxyServer server = S3ProxyServer.started();
        yield bucket(server.endpoint(), () -> end(server));
      }
      case CEPH -> {
        CephServer server = CephServer.started();
        Buckets.make(server.endpoint(), S3ProxyServer.BUCKET);
        yield bucket(server.endpoint(), server::close);
      }
      case REDIS -> {
        RedisServer server = RedisServer.started();
        String url = "urls = [\"redis://127.0.0.1:" + server.port() + "\"]\n";
        yield running("lookup", "type = \"redis\"\n" + url, () -> end(server));
      }
      case MEMORY -> running("lookup", "type = \"memory\"\n", null);
    };
  }

  private Running bucket(String endpoint, Closeable server) {
    String settings =
        """
        type = "s3"
        bucket = "%s"
        region = "us-east-1"
        endpoint = "%s"
        access-key = "%s"
        secret-key = "%s"
        """
            .formatted(
                S3ProxyServer.BUCKET, endpoint, S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET_KEY);
    return running("blob", settings, server);
  }

  private Running database(String type, DatabaseServer server) {
    String settings =
        """
        type = "%s"
        host = "127.0.0.1"
        port = %d
        database = "%s"
        user = "%s"
        password = "%s"
        """
            .formatted(
                type,
                server.port(),
                DatabaseServer.DATABASE,
                DatabaseServer.USER,
                DatabaseServer.PASSWORD);
    return running("data", settings, () -> end(server));
  }

  /// Nothing of it stays.
  private static void end(LocalServer server) throws IOException {
    server.close();
    Bench.delete(server.folder());
  }

  private Running running(String role, String settings, @Nullable Closeable server) {
    String tables = "[storage]\n" + role + " = \"main\"\n\n[store.main]\n" + settings;
    return new Running(this, tables, server);
  }
}
