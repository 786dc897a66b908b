package org.mailkeep.directory.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.contract.Population;

/// The tables and queries that administrators begin with.
///
/// @param place how the database writes what is looked for
/// @param ending how it writes that a text ends so
/// @param containing how it writes that a text is somewhere in another
/// @param tables what follows each table
record SampleDatabase(String place, String ending, String containing, String tables) {
  static final SampleDatabase SQLITE = new SampleDatabase("?", "'%@' || ?", "'%' || ? || '%'", "");
  static final SampleDatabase POSTGRESQL =
      new SampleDatabase("$1", "'%@' || $1", "'%' || $1 || '%'", "");
  static final SampleDatabase MYSQL =
      new SampleDatabase(
          "?",
          "CONCAT('%@', ?)",
          "CONCAT('%', ?, '%')",
          " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");

  /// The settings of a directory `db` in the store `db`.
  String settings(String type, String more) {
    return """
    [directory.db]
    type = "sql"
    store = "db"
    columns.class = "type"
    columns.secret = "secret"
    columns.enabled = "active"
    %s
    [store.db]
    type = "%s"
    [store.db.query]
    name = "SELECT name, type, secret, description, quota, active FROM accounts WHERE name = %s"
    members = "SELECT member_of FROM group_members WHERE name = %s"
    recipients = "SELECT name FROM emails WHERE address = %s ORDER BY name"
    emails = "SELECT address FROM emails WHERE name = %s AND type <> 'list' ORDER BY place"
    verify = "SELECT address FROM emails WHERE address LIKE %s AND type <> 'list' ORDER BY address LIMIT 5"
    expand = "SELECT p.address FROM emails AS p JOIN emails AS l ON p.name = l.name WHERE p.type = 'primary' AND l.address = %s AND l.type = 'list' ORDER BY p.address LIMIT 50"
    domains = "SELECT 1 FROM emails WHERE address LIKE %s LIMIT 1"
    """
        .formatted(more, type, place, place, place, place, containing, place, ending);
  }

  /// Makes the tables anew and fills them.
  void fill(Connection connection, List<Population.Member> members, UnaryOperator<String> hash)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : List.of("accounts", "group_members", "emails")) {
        statement.execute("DROP TABLE IF EXISTS " + table);
      }
      statement.execute(
          "CREATE TABLE accounts (name VARCHAR(200) PRIMARY KEY, secret VARCHAR(300), description"
              + " VARCHAR(200), type VARCHAR(30) NOT NULL, quota BIGINT, active BOOLEAN)"
              + tables);
      statement.execute(
          "CREATE TABLE group_members (name VARCHAR(200), member_of VARCHAR(200))" + tables);
      statement.execute(
          "CREATE TABLE emails (name VARCHAR(200), address VARCHAR(200), type VARCHAR(30), place"
              + " INTEGER)"
              + tables);
    }
    for (Population.Member member : members) {
      insert(connection, member, hash);
    }
  }

  private static void insert(
      Connection connection, Population.Member member, UnaryOperator<String> hash)
      throws SQLException {
    Population.Person person = member.person();
    String name = PrincipalDraft.login(person.login());
    long quota = person.quota() == Account.Quota.UNLIMITED.bytes() ? 0 : person.quota();
    update(
        connection,
        "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?)",
        name,
        hash.apply(person.password()),
        person.name(),
        member.kind(),
        quota,
        person.enabled());
    for (String group : member.groups()) {
      update(connection, "INSERT INTO group_members VALUES (?, ?)", name, group);
    }
    int place = 0;
    for (String email : person.emails()) {
      String type = place == 0 ? "primary" : "alias";
      email(connection, name, email, type, place++);
    }
    for (String list : member.lists()) {
      email(connection, name, list, "list", place++);
    }
  }

  private static void email(
      Connection connection, String name, String email, String type, int place)
      throws SQLException {
    String address =
        Claim.parse(email).map(Claim::name).orElseGet(() -> email.toLowerCase(Locale.ROOT));
    update(connection, "INSERT INTO emails VALUES (?, ?, ?, ?)", name, address, type, place);
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
