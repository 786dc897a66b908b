package org.mailkeep.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.LocalServer;
import org.mailkeep.store.servers.OpenLdapServer;
import org.mailkeep.store.servers.PostgreSqlServer;

/// Who keeps the accounts that log in.
enum PeopleKind {
  /// Mailkeep itself.
  INTERNAL,
  /// OpenLDAP.
  LDAP,
  /// PostgreSQL.
  SQL;

  /// Connections to a server of accounts.
  static final int CONNECTIONS = 10;

  /// Everybody's password.
  static final String PASSWORD = "benchmark-password";

  /// What does not have answers and credentials kept in memory.
  static final String NOTHING_KEPT =
      """
      [authentication]
      remember = false
      """;

  /// A server of accounts that runs.
  ///
  /// @param settings what Mailkeep's file says to ask it, with a place for what the directory keeps
  /// @param server null when there is none
  record Running(PeopleKind kind, String settings, @Nullable LocalServer server)
      implements Closeable {
    /// Where the server listens.
    int port() {
      return requireNonNull(server).port();
    }

    /// Its processes.
    List<Long> roots() {
      return server == null ? List.of() : List.of(server.pid());
    }

    /// How somebody logs in.
    String login(String name) {
      return kind == INTERNAL ? Accounts.address(name) : name;
    }

    /// The settings.
    ///
    /// @param kept whether answers and credentials are kept in memory
    String settings(boolean kept) {
      return kept
          ? settings.formatted("cache.entries = 10000\n")
          : NOTHING_KEPT + settings.formatted("");
    }

    @Override
    public void close() throws IOException {
      if (server != null) {
        server.close();
      }
    }
  }

  /// How it is called on the command line.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Starts a server with these people in it.
  Running start(List<String> names) throws Exception {
    return switch (this) {
      case INTERNAL -> new Running(this, "# its own: %s", null);
      case LDAP -> ldap(names);
      case SQL -> sql(names);
    };
  }

  private static Running ldap(List<String> names) throws IOException {
    OpenLdapServer server = OpenLdapServer.started();
    var people = new StringBuilder();
    for (String name : names) {
      people.append(
          """
          dn: uid=%1$s,dc=example,dc=org
          objectClass: inetOrgPerson
          uid: %1$s
          cn: %1$s
          sn: %1$s
          mail: %2$s
          userPassword: %3$s

          """
              .formatted(name, Accounts.address(name), PASSWORD));
    }
    server.add(people.toString());
    String settings =
        """
        [storage]
        directory = "people"
        [directory.people]
        type = "ldap"
        url = "ldap://127.0.0.1:%d"
        base-dn = "dc=example,dc=org"
        pool.max-connections = %d
        bind.dn = "%s"
        bind.secret = "%s"
        bind.auth.method = "default"
        filter.name = "(uid=?)"
        filter.email = "(mail=?)"
        filter.domains = "(mail=*@?)"
        """
            .formatted(server.port(), CONNECTIONS, OpenLdapServer.SERVICE, OpenLdapServer.PASSWORD);
    return new Running(LDAP, settings + "%s", server);
  }

  private static Running sql(List<String> names) throws IOException, SQLException {
    PostgreSqlServer server = PostgreSqlServer.started(Durability.NONE);
    String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + DatabaseServer.DATABASE;
    try (Connection connection =
        DriverManager.getConnection(url, DatabaseServer.USER, DatabaseServer.PASSWORD)) {
      fill(connection, names);
    }
    String store =
        """
        [store.people]
        type = "postgresql"
        host = "127.0.0.1"
        port = %d
        database = "%s"
        user = "%s"
        password = "%s"
        pool.max-connections = %d
        [store.people.query]
        name = "SELECT secret, 'individual' AS type FROM accounts WHERE name = $1"
        recipients = "SELECT name FROM accounts WHERE address = $1"
        emails = "SELECT address FROM accounts WHERE name = $1"
        domains = "SELECT 1 FROM accounts WHERE domain = $1 LIMIT 1"
        """
            .formatted(
                server.port(),
                DatabaseServer.DATABASE,
                DatabaseServer.USER,
                DatabaseServer.PASSWORD,
                CONNECTIONS);
    String directory =
        """
        [storage]
        directory = "people"
        [directory.people]
        type = "sql"
        store = "people"
        columns.class = "type"
        columns.secret = "secret"
        %s
        """;
    return new Running(SQL, directory + store, server);
  }

  private static void fill(Connection connection, List<String> names) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE accounts (name TEXT PRIMARY KEY, secret TEXT, address TEXT UNIQUE, domain"
              + " TEXT)");
      statement.execute("CREATE INDEX domains ON accounts (domain)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO accounts VALUES (?, ?, ?, 'example.com')")) {
      for (String name : names) {
        insert.setString(1, name);
        insert.setString(2, PASSWORD);
        insert.setString(3, Accounts.address(name));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
