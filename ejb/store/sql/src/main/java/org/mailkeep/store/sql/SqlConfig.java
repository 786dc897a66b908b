package org.mailkeep.store.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.store.api.spi.CommitQueue;

/// How a store in an SQL database is opened.
///
/// @param id of the store in the settings
/// @param kind of database
/// @param place where it is
/// @param pool how many connections to it are kept
/// @param timeout for a connection to be made, or to come free where the pool does not say
/// @param queue how commits wait
/// @param first statements that are executed when it is opened
public record SqlConfig(
    String id,
    Kind kind,
    Place place,
    Pool pool,
    Duration timeout,
    CommitQueue queue,
    List<String> first) {
  public SqlConfig {
    first = List.copyOf(first);
  }

  /// Kinds of databases.
  public enum Kind {
    /// PostgreSQL.
    POSTGRESQL,
    /// MySQL and MariaDB.
    MYSQL,
    /// A file of SQLite.
    SQLITE
  }

  /// Where a database is.
  public sealed interface Place {}

  /// A pool that the administrator has made in the container.
  ///
  /// @param name in JNDI, such as `jdbc/mail`
  public record Container(String name) implements Place {}

  /// A file of SQLite.
  public record File(Path path) implements Place {}

  /// A database server.
  ///
  /// @param login how to log in
  /// @param encryption of the connections
  /// @param options for PostgreSQL, in its command line's syntax; may be empty
  /// @param packet the largest packet that a MySQL server takes, when it is not its own default
  public record Server(
      String host,
      int port,
      String database,
      Login login,
      Encryption encryption,
      String options,
      Optional<DataSize> packet)
      implements Place {}

  /// A database server's user.
  public record Login(String user, String password) {
    /// Without the password.
    @Override
    public String toString() {
      return user;
    }
  }

  /// How connections to a server are encrypted.
  ///
  /// @param trust whom they are made to
  /// @param authorities whose certificates are good, in PEM with nothing between them; empty for
  ///   those that this Java trusts
  public record Encryption(Trust trust, String authorities) {
    /// Not at all.
    public static final Encryption NONE = new Encryption(Trust.UNENCRYPTED, "");

    /// By TLS, whoever answers.
    public static final Encryption ANY_CERTIFICATE = new Encryption(Trust.ANYBODY, "");

    /// By TLS, to a server whose certificate is good.
    public static final Encryption VERIFIED = new Encryption(Trust.VERIFIED, "");

    /// By TLS, to a server whose certificate is one of these.
    public static Encryption with(ServerTrust trust) {
      return switch (trust) {
        case ServerTrust.Usual() -> VERIFIED;
        case ServerTrust.Private(var authorities) ->
            new Encryption(Trust.VERIFIED, authorities.pem());
        case ServerTrust.Anyone() -> ANY_CERTIFICATE;
      };
    }
  }

  /// To whom connections are made.
  public enum Trust {
    /// To whoever answers, in clear text.
    UNENCRYPTED,
    /// To whoever answers, by TLS.
    ANYBODY,
    /// By TLS, to whom a certificate vouches for.
    VERIFIED
  }

  /// How many connections are kept.
  ///
  /// @param most open at once
  /// @param least open while there is nothing to do
  /// @param idle after which one above the least is closed
  /// @param life after which one is closed
  /// @param waiting for one to come free, when it is not the time for one to be made
  public record Pool(
      int most, int least, Duration idle, Duration life, Optional<Duration> waiting) {
    /// Waiting takes as long as making one.
    public Pool(int most, int least, Duration idle, Duration life) {
      this(most, least, idle, life, Optional.empty());
    }

    public Pool {
      if (most < 1 || least < 0 || least > most) {
        throw new IllegalArgumentException("pool of " + least + " to " + most);
      }
    }
  }

  /// How long a caller waits for a connection to come free.
  public Duration waiting() {
    return pool.waiting().orElse(timeout);
  }

  Dialect dialect() {
    return switch (kind) {
      case POSTGRESQL -> new PostgreSql();
      case MYSQL -> new MySql();
      case SQLITE -> new Sqlite();
    };
  }

  /// Begins a message about one of the store's settings; a pool of the administrator has them all.
  ///
  /// @param setting its last part, such as `host`
  String key(String setting) {
    return "store." + id + "." + (place instanceof Container ? "data-source" : setting) + ": ";
  }

  /// Where it is, for people: without secrets.
  String where() {
    return switch (place) {
      case Container(var name) -> name;
      case File(var path) -> path.toString();
      case Server server ->
          server.host() + ":" + server.port() + "/" + server.database() + " as " + server.login();
    };
  }
}
