package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.services.ConfigurationTrial.Finding;
import org.mailkeep.services.ConfigurationTrial.Outcome;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Sources;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.OpenLdapServer;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.store.servers.TestAuthority;

final class DirectoryTrialTest {
  private static final String SQL =
      """
      type = "sql"
      url = "sqlite://people.db"
      query.name = "SELECT name, secret FROM accounts WHERE name = ?"
      """;

  @TempDir Path instance;

  private List<Finding> findings(String directory, String more) {
    var toml = "storage.directory = \"d\"\n[directory.d]\n" + directory + more;
    var reading = new ConfigurationReader(Catalogue.all(), Sources.none()).read("toml", toml);
    var accepted =
        assertInstanceOf(ConfigurationReader.Accepted.class, reading, reading.toString());
    return new DirectoryTrial(accepted.configuration(), instance).findings();
  }

  private void assertWorks(String directory) {
    assertEquals(
        List.of(new Finding("directory", "d", Outcome.WORKS, "")), findings(directory, ""));
  }

  private void assertFails(String directory, String because) {
    Finding finding = findings(directory, "").getFirst();
    assertEquals(Outcome.FAILS, finding.outcome(), finding.words());
    assertTrue(finding.words().startsWith("directory d: "), finding.words());
    assertTrue(finding.words().contains(because), finding.words());
  }

  @Test
  void theInternalOneStandsWithItsStore() {
    assertEquals(List.of(), findings("type = \"internal\"", ""));
  }

  @Test
  void whatStandsInTheFileWorks() {
    assertWorks("type = \"memory\"\nprincipals.0.name = \"jane\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ldap | url = "ldap://127.0.0.1:1"; base-dn = "dc=x"; filter.name = "(uid=?)"; filter.email = "(mail=?)"
          imap | host = "127.0.0.1"; port = 1
          smtp | host = "127.0.0.1"; port = 1
          lmtp | host = "127.0.0.1"; port = 1
          oidc | issuer-url = "http://127.0.0.1:1/realm"
          sql  | url = "postgresql://u:wrong-secret@127.0.0.1:1/mail"; query.name = "SELECT ?"
          """)
  void aServerThatIsNotThereIsTold(String kind, String settings) {
    Finding finding =
        findings("type = \"" + kind + "\"\n" + settings.replace("; ", "\n"), "").getFirst();
    assertEquals(Outcome.FAILS, finding.outcome(), finding.words());
    assertTrue(finding.words().startsWith("directory d: "), finding.words());
    assertTrue(finding.words().contains("127.0.0.1"), finding.words());
    assertTrue(!finding.words().contains("wrong-secret"), finding.words());
  }

  @Test
  void aDatabaseIsAskedItsQueries() throws SQLException {
    assertFails(SQL, "open");
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + instance.resolve("people.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE accounts (name TEXT, secret TEXT)");
    }
    assertWorks(SQL);
    assertFails(SQL.replace("accounts", "persons"), "no such table: persons");
    assertFails(SQL + "query.members = \"SELECT x FROM groups WHERE y = ?\"", "query members: ");
  }

  @Test
  void aFileOfOthersIsNotMade() throws IOException {
    assertFails(SQL, "open");
    assertTrue(Files.notExists(instance.resolve("people.db")));
  }

  @Test
  void aPoolOfTheServerIsNotTried() {
    Finding finding =
        findings(
                "type = \"sql\"\nstore = \"s\"\n",
                "[store.s]\ntype = \"postgresql\"\ndata-source = \"jdbc/mail\"")
            .getFirst();
    assertEquals(Outcome.UNTRIED, finding.outcome());
    assertTrue(finding.words().startsWith("store.s.data-source: "), finding.words());
  }

  @ParameterizedTest
  @ValueSource(strings = {"works", "fails"})
  void aFindingCrossesALine(String word) {
    var finding = new Finding("directory", "d", Outcome.valueOf(word.toUpperCase(Locale.ROOT)), "");
    assertEquals(finding, Finding.parse(finding.toString()).orElseThrow());
  }

  @Test
  @Tag("servers")
  void aRealLdapServerIsAsked() throws IOException {
    try (OpenLdapServer server = OpenLdapServer.started()) {
      String right =
          """
          type = "ldap"
          url = "ldap://127.0.0.1:%d"
          base-dn = "%s"
          bind.dn = "%s"
          bind.secret = "%s"
          filter.name = "(uid=?)"
          filter.email = "(mail=?)"
          """
              .formatted(
                  server.port(),
                  OpenLdapServer.SUFFIX,
                  OpenLdapServer.SERVICE,
                  OpenLdapServer.PASSWORD);
      assertWorks(right);
      assertFails(right.replace("base-dn = \"dc=example", "base-dn = \"dc=nowhere"), "dc=nowhere");
      assertFails(right.replace(OpenLdapServer.PASSWORD, "wrong"), OpenLdapServer.SERVICE);
      String tls =
          right.replace(
              "ldap://127.0.0.1:" + server.port(), "ldaps://127.0.0.1:" + server.tlsPort());
      for (String encrypted : List.of(tls, right + "tls.enable = true\n")) {
        assertFails(encrypted, "certificate is not trusted");
        assertFails(encrypted, "tls.allow-invalid-certs");
        assertFails(encrypted, "tls.ca");
        assertWorks(encrypted + "tls.allow-invalid-certs = true\n");
        assertWorks(encrypted + TestAuthority.setting(server.authority()));
      }
    }
  }

  @Test
  void aRealDatabaseServerIsAsked() throws IOException {
    var ours = TestAuthority.in(Files.createDirectory(instance.resolve("ours")));
    var others = TestAuthority.in(Files.createDirectory(instance.resolve("theirs")));
    try (var server = PostgreSqlServer.started(Durability.NONE, ours::certify)) {
      String verified =
          """
          type = "sql"
          url = "postgresql://%s:%s@127.0.0.1:%d/%s?sslmode=verify-full"
          query.name = "SELECT usename AS name, passwd AS secret FROM pg_user WHERE usename = ?"
          """
              .formatted(
                  DatabaseServer.USER,
                  DatabaseServer.PASSWORD,
                  server.port(),
                  DatabaseServer.DATABASE);
      String right = TestAuthority.setting(Files.readString(ours.certificate()));
      String wrong = TestAuthority.setting(Files.readString(others.certificate()));
      assertWorks(verified + right);
      assertWorks(verified.replace("verify-full", "require"));
      assertWorks(verified + "tls.allow-invalid-certs = true\n");
      assertFails(verified, "its certificate is not trusted, unless tls.ca names its authority");
      assertFails(verified + wrong, "unless tls.ca names its authority");
      assertFails(verified.replace("127.0.0.1", "localhost") + right, "localhost");
    }
  }
}
