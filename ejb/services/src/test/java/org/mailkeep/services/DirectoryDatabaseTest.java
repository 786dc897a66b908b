package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Sources;
import org.mailkeep.store.sql.SqlConfig;

class DirectoryDatabaseTest {
  private static final Path HOME = Path.of("/instance");

  @Test
  void aStoreIsTheDatabase() {
    SqlConfig config =
        config(
            """
            store = "accounts"
            [store.accounts]
            type = "sqlite"
            path = "accounts.db"
            """);
    assertEquals("accounts", config.id());
    assertEquals(new SqlConfig.File(HOME.resolve("accounts.db")), config.place());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "directory.d.query.spammers = 'SELECT ?', is no query of a directory; there are name",
        "directory.d.query.domains = 'SELECT 1', must have ? or $1",
        "store.s.query.domains = 'SELECT 1', must have ? or $1",
        "store.s.query.spammers = 'SELECT 1', ``",
      })
  void onlyStoresHaveQueriesOfRules(String setting, String problem) {
    String toml =
        setting
            + "\ndirectory.d.type = 'sql'\ndirectory.d.store = 's'\nstore.s.type = 'sqlite'\n"
            + "store.s.path = 'people.db'\n";
    var reading = new ConfigurationReader(Catalogue.all(), Sources.none()).read("text", toml);
    if (problem.isEmpty()) {
      assertInstanceOf(ConfigurationReader.Accepted.class, reading, reading.toString());
    } else {
      var refused = assertInstanceOf(ConfigurationReader.Refused.class, reading);
      String key = setting.substring(0, setting.indexOf(' '));
      assertTrue(refused.problems().toString().contains(key + ": " + problem), refused.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://joe:p%40ss+word@db.example.org/mail, POSTGRESQL, db.example.org, 5432, mail",
    "postgres://joe:p%40ss+word@db.example.org:5433/mail, POSTGRESQL, db.example.org, 5433, mail",
    "mysql://joe:p%40ss+word@10.0.0.1/m, MYSQL, 10.0.0.1, 3306, m"
  })
  void olderFilesNameIt(
      String address, SqlConfig.Kind kind, String host, int port, String database) {
    SqlConfig config =
        config(
            "address = \"" + address + "\"\npool.max-connections = 3\npool.timeout.wait = \"2s\"");
    assertEquals(kind, config.kind());
    var server = assertInstanceOf(SqlConfig.Server.class, config.place());
    assertEquals(host, server.host());
    assertEquals(port, server.port());
    assertEquals(database, server.database());
    assertEquals("joe", server.login().user());
    assertEquals("p@ss+word", server.login().password());
    assertEquals(SqlConfig.Encryption.NONE, server.encryption());
    assertEquals(3, config.pool().most());
    assertEquals(2, config.timeout().toSeconds());
  }

  @Test
  void connectingWaitingAndAnsweringHaveTheirOwnTimes() {
    SqlConfig config =
        config(
            """
            address = "postgresql://db.example.org/mail"
            timeout = "7s"
            pool.connect-timeout = "3s"
            pool.timeout.wait = "5s"
            """);
    assertEquals(3, config.timeout().toSeconds());
    assertEquals(5, config.waiting().toSeconds());
    assertEquals(7, config.queue().timeout().toSeconds());
    assertEquals(
        7, timeout("address = \"sqlite:///x\"\ntimeout = \"7s\"\npool.timeout.wait = \"2s\""));
  }

  @ParameterizedTest
  @CsvSource({"'', 4", "'timeout = \"7s\"', 7"})
  void aDirectorysOwnTimeComesBeforeThatOfItsStore(String line, long seconds) {
    assertEquals(
        seconds,
        timeout(
            line
                + """

                store = "accounts"
                [store.accounts]
                type = "sqlite"
                path = "accounts.db"
                timeout = "4s"
                """));
  }

  private static long timeout(String lines) {
    var accepted = assertInstanceOf(ConfigurationReader.Accepted.class, reading(lines));
    SqlConfig config = DirectoryDatabase.of(accepted.configuration(), "db", HOME);
    return DirectoryDatabase.timeout(accepted.configuration(), "db", config).toSeconds();
  }

  @ParameterizedTest
  @CsvSource({
    "sqlite://data/accounts.db, /instance/data/accounts.db",
    "sqlite:///var/accounts.db, /var/accounts.db"
  })
  void aFileMayBeNamedToo(String address, Path file) {
    assertEquals(new SqlConfig.File(file), config("address = \"" + address + "\"").place());
  }

  @Test
  void encryptionIsInTheAddress() {
    var server =
        assertInstanceOf(
            SqlConfig.Server.class,
            config("address = \"postgresql://h/d?sslmode=require\"").place());
    assertEquals(SqlConfig.Encryption.ANY_CERTIFICATE, server.encryption());
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://h/d, needs sslmode=verify-full in directory.db.url",
    "postgresql://h/d?sslmode=require, needs sslmode=verify-full in directory.db.url",
    "sqlite:///x, needs a database server in directory.db.url",
    "postgresql://h/d?sslmode=verify-full, holds no certificate in PEM",
    "mysql://h/d?ssl-mode=VERIFY_IDENTITY, holds no certificate in PEM"
  })
  void authoritiesMustBeSomeAndBeAsked(String address, String why) {
    String lines = "url = \"" + address + "\"\ntls.ca = \"no PEM\"";
    var refused = assertInstanceOf(ConfigurationReader.Refused.class, reading(lines));
    String problems = refused.problems().toString();
    assertTrue(problems.contains("text:4: directory.db.tls.ca: " + why), problems);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "address = \"oracle://h/d\"",
        "address = \"postgresql://h\"",
        "address = \"no address\"",
        "store = \"other\"\n[store.other]\ntype = \"redis\"\nurl = \"redis://h\""
      })
  void aDirectoryWithoutADatabaseIsRefused(String lines) {
    var refused = assertInstanceOf(ConfigurationReader.Refused.class, reading(lines));
    assertTrue(refused.problems().toString().contains("directory.db.store"), refused.toString());
  }

  @Test
  void whatDoesNothingIsTold() {
    String toml = "address = \"sqlite:///x\"\ncolumns.email = \"mail\"\nbind.auth.search = false";
    var accepted = assertInstanceOf(ConfigurationReader.Accepted.class, reading(toml));
    assertEquals(
        List.of(
            "directory.db.columns.email does nothing",
            "directory.db.bind.auth.search does nothing"),
        IdleDirectorySettings.of(accepted.configuration()));
    assertFalse(accepted.configuration().ids("directory").isEmpty());
  }

  @Test
  void whatAnotherTypeHasIsToldToo() {
    String toml =
        """
        store = "accounts"
        pool.max-connections = 4
        pool.timeout.recycle = "3s"
        timeout = "7s"
        host = "db.example.org"
        filter.name = "(uid=?)"
        tls.enable = true
        tls.ca = "nobody asks"
        [store.accounts]
        type = "sqlite"
        path = "accounts.db"
        [directory.people]
        type = "ldap"
        url = "ldap://ldap.example.org"
        base-dn = "dc=example,dc=org"
        filter.name = "(uid=?)"
        filter.email = "(mail=?)"
        host = "ldap.example.org"
        columns.secret = "secret"
        pool.max-connections = 4
        [directory.office]
        type = "imap"
        host = "imap.example.org"
        lookup.directory = "mda"
        limits.rcpt = 5
        [directory.mda]
        type = "lmtp"
        host = "lmtp.example.org"
        lookup.directory = "mda"
        limits.rcpt = 5
        """;
    var accepted = assertInstanceOf(ConfigurationReader.Accepted.class, reading(toml));
    assertEquals(
        Set.of(
            "directory.db.pool.max-connections does nothing beside store",
            "directory.db.pool.timeout.recycle does nothing in a directory of type sql",
            "directory.db.host does nothing in a directory of type sql",
            "directory.db.filter.name does nothing in a directory of type sql",
            "directory.db.tls.enable does nothing in a directory of type sql",
            "directory.db.tls.ca does nothing beside store",
            "directory.people.host does nothing in a directory of type ldap",
            "directory.people.columns.secret does nothing in a directory of type ldap",
            "directory.office.limits.rcpt does nothing in a directory of type imap",
            "directory.mda.lookup.directory does nothing in a directory of type lmtp"),
        Set.copyOf(IdleDirectorySettings.of(accepted.configuration())));
  }

  private static SqlConfig config(String lines) {
    var accepted = assertInstanceOf(ConfigurationReader.Accepted.class, reading(lines));
    Configuration configuration = accepted.configuration();
    return DirectoryDatabase.of(configuration, "db", HOME);
  }

  private static ConfigurationReader.Reading reading(String lines) {
    var reader = new ConfigurationReader(Catalogue.all(), Sources.none());
    return reader.read("text", "[directory.db]\ntype = \"sql\"\n" + lines);
  }
}
