package org.mailkeep.store.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.store.api.StoreSettings;

/// `store.<id>.*` of stores in SQL databases.
public final class SqlSettings {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int POSTGRESQL_PORT = 5432;
  private static final int MYSQL_PORT = 3306;
  private static final Set<StoreSettings.Type> TYPES =
      Set.of(StoreSettings.Type.POSTGRESQL, StoreSettings.Type.MYSQL, StoreSettings.Type.SQLITE);

  /// A pool of the administrator's.
  public static final Setting<String> DATA_SOURCE =
      Setting.text("store.<id>.data-source")
          .unsetMeans("a pool that Mailkeep defines in the container")
          .onRestart()
          .says(
              "JNDI name of a JDBC pool that was made in the server console, such as `jdbc/mail`;"
                  + " host, user and what else says how to connect are then the pool's.");

  /// The server's name.
  public static final Setting<String> HOST =
      Setting.text("store.<id>.host")
          .unsetMeans("required, unless there is a data-source")
          .onRestart()
          .says("Name or address of a database server.");

  /// The server's port.
  public static final Setting<Integer> PORT =
      Setting.integer("store.<id>.port", 1, 65_535)
          .unsetMeans("5432 for PostgreSQL, 3306 for MySQL and MariaDB")
          .onRestart()
          .says("Port of a database server.");

  /// The database.
  public static final Setting<String> DATABASE =
      Setting.text("store.<id>.database")
          .unsetMeans("required, unless there is a data-source")
          .onRestart()
          .says("Name of the database, which must exist; its tables are made at the first start.");

  /// More for the server.
  public static final Setting<String> OPTIONS =
      Setting.text("store.<id>.options")
          .or("")
          .onRestart()
          .says("What PostgreSQL is told when a connection begins, such as `-c search_path=mail`.");

  /// What a MySQL server takes.
  public static final Setting<DataSize> PACKET =
      Setting.size("store.<id>.max-allowed-packet")
          .unsetMeans("what the server says")
          .onRestart()
          .says("The largest packet that is sent to a MySQL server.");

  /// Connections that stay.
  public static final Setting<Integer> LEAST =
      Setting.integer("store.<id>.pool.min-connections", 0, 10_000)
          .or(1)
          .onRestart()
          .says(
              "Connections of a pool that stay open while there is nothing to do. One for MySQL,"
                  + " too, where samples of older versions have 5: others are made within a"
                  + " moment.");

  /// When idle connections go.
  public static final Setting<Duration> IDLE =
      Setting.duration("store.<id>.pool.idle-timeout")
          .or(Duration.ofMinutes(5))
          .onRestart()
          .says("After which an idle connection above the least is closed.");

  /// When connections go.
  public static final Setting<Duration> LIFE =
      Setting.duration("store.<id>.pool.max-lifetime")
          .or(Duration.ofMinutes(30))
          .onRestart()
          .says("After which a connection is closed when it is given back.");

  /// What is done first.
  public static final Setting<List<String>> INIT =
      Setting.list("store.<id>.init.execute", ValueTypes.TEXT)
          .or(List.of())
          .onRestart()
          .says(
              "SQL statements that are executed when a database is opened, such as `CREATE TABLE IF"
                  + " NOT EXISTS` for tables of others. One that fails refuses the start.");

  /// What is asked about PostgreSQL.
  public static final Form POSTGRESQL = server(StoreSettings.Type.POSTGRESQL);

  /// What is asked about MySQL and MariaDB.
  public static final Form MYSQL = server(StoreSettings.Type.MYSQL);

  /// What is asked about SQLite.
  public static final Form SQLITE =
      Form.of("store", StoreSettings.Type.SQLITE, Question.required(StoreSettings.PATH));

  /// What a type needs.
  public static final SettingRule COMPLETE =
      (configuration, problems) ->
          StoreSettings.enabled(configuration).forEach(id -> check(configuration, id, problems));

  private SqlSettings() {}

  /// Whether a type is one of a database.
  public static boolean isSql(StoreSettings.Type type) {
    return TYPES.contains(type);
  }

  /// How a store is opened.
  ///
  /// @param id of a store of such a type
  /// @param home the instance's folder
  public static SqlConfig config(Configuration configuration, String id, Path home) {
    SqlConfig.Kind kind = kind(StoreSettings.type(configuration, id));
    return new SqlConfig(
        id,
        kind,
        place(configuration, id, kind, home),
        pool(configuration, id),
        configuration.find(StoreSettings.TIMEOUT, id).orElse(TIMEOUT),
        StoreSettings.commitQueue(configuration, id),
        configuration.get(INIT, id));
  }

  private static Form server(StoreSettings.Type type) {
    return Form.of(
            "store",
            type,
            Question.required(HOST),
            Question.optional(PORT),
            Question.required(DATABASE),
            Question.optional(StoreSettings.USER),
            Question.optional(StoreSettings.PASSWORD),
            Question.optional(StoreSettings.TLS),
            Question.optional(StoreSettings.TLS_CA).with(StoreSettings.TLS),
            Question.optional(StoreSettings.TLS_INVALID)
                .when(
                    new Question.Both(
                        new Question.Given(StoreSettings.TLS),
                        new Question.Missing(StoreSettings.TLS_CA))))
        .unless(DATA_SOURCE);
  }

  private static Form form(SqlConfig.Kind kind) {
    return switch (kind) {
      case POSTGRESQL -> POSTGRESQL;
      case MYSQL -> MYSQL;
      case SQLITE -> SQLITE;
    };
  }

  private static SqlConfig.Kind kind(StoreSettings.Type type) {
    return switch (type) {
      case POSTGRESQL -> SqlConfig.Kind.POSTGRESQL;
      case MYSQL -> SqlConfig.Kind.MYSQL;
      case SQLITE -> SqlConfig.Kind.SQLITE;
      case ROCKSDB, FOUNDATIONDB, FS, S3, ELASTICSEARCH, REDIS, MEMORY ->
          throw new IllegalArgumentException(type + " is no SQL database");
    };
  }

  private static SqlConfig.Pool pool(Configuration configuration, String id) {
    int most = configuration.find(StoreSettings.MOST_CONNECTIONS, id).orElse(10);
    return new SqlConfig.Pool(
        most,
        Math.min(most, configuration.get(LEAST, id)),
        configuration.get(IDLE, id),
        configuration.get(LIFE, id));
  }

  private static SqlConfig.Place place(
      Configuration configuration, String id, SqlConfig.Kind kind, Path home) {
    var pool = configuration.find(DATA_SOURCE, id);
    if (pool.isPresent()) {
      return new SqlConfig.Container(pool.get());
    }
    return switch (kind) {
      case SQLITE -> new SqlConfig.File(home.resolve(configuration.get(StoreSettings.PATH, id)));
      case POSTGRESQL -> server(configuration, id, POSTGRESQL_PORT);
      case MYSQL -> server(configuration, id, MYSQL_PORT);
    };
  }

  private static SqlConfig.Server server(Configuration configuration, String id, int port) {
    return new SqlConfig.Server(
        configuration.get(HOST, id),
        configuration.find(PORT, id).orElse(port),
        configuration.get(DATABASE, id),
        new SqlConfig.Login(
            configuration.find(StoreSettings.USER, id).orElse(""),
            configuration.find(StoreSettings.PASSWORD, id).orElse("")),
        encryption(configuration, id),
        configuration.get(OPTIONS, id),
        configuration.find(PACKET, id));
  }

  private static SqlConfig.Encryption encryption(Configuration configuration, String id) {
    return configuration.get(StoreSettings.TLS, id)
        ? SqlConfig.Encryption.with(StoreSettings.TRUST.of(configuration, id))
        : SqlConfig.Encryption.NONE;
  }

  private static void check(
      Configuration configuration, String id, Consumer<ConfigurationProblem> problems) {
    StoreSettings.Type type = StoreSettings.type(configuration, id);
    if (!isSql(type) || configuration.isSet(DATA_SOURCE, id)) {
      return;
    }
    form(kind(type)).check(configuration, id, problems);
    if (type != StoreSettings.Type.SQLITE) {
      StoreSettings.TRUST.check(
          configuration,
          id,
          configuration.get(StoreSettings.TLS, id)
              ? Optional.empty()
              : Optional.of(StoreSettings.TLS.key(id)),
          problems);
    }
    int most = configuration.find(StoreSettings.MOST_CONNECTIONS, id).orElse(Integer.MAX_VALUE);
    if (configuration.isSet(LEAST, id) && configuration.get(LEAST, id) > most) {
      problems.accept(
          configuration.problem("must not be more than pool.max-connections", LEAST, id));
    }
  }
}
