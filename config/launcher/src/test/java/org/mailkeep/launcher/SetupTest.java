package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.services.ConfigurationTrial.Finding;
import org.mailkeep.services.ConfigurationTrial.Outcome;

final class SetupTest {

  /// Answers that make sense, and some that do not.
  private static final String CORRECTED =
      """

      The store of accounts, mailboxes, the queue and all other records.
        rocksdb, foundationdb, postgresql, mysql, sqlite [rocksdb]: «oracle»
        oracle is none of them.
        rocksdb, foundationdb, postgresql, mysql, sqlite [rocksdb]: «postgresql»
        Name or address of a database server.
          host: «»
          There must be an answer.
          host: «db.example.org»
        Port of a database server.
          port [5432 for PostgreSQL, 3306 for MySQL and MariaDB]: «70000»
          It must be a whole number from 1 to 65535.
          port [5432 for PostgreSQL, 3306 for MySQL and MariaDB]: «5433»
        Name of the database, which must exist; its tables are made at the first start.
          database: «mail»
        The user as whom Mailkeep logs in at a store's server.
          user [none]: «keeper»
        The user's password.
          password [none]: «%{env:DB_SECRET}%»
        Whether connections to a store's server are encrypted.
          tls.enable [false]: «yes»
        Authorities in PEM, or file:///path of them. A store's server that is reached by TLS needs a certificate that one of them has signed and that bears its name.
          tls.ca [those that the server's Java trusts]: «»
        Whether a store's server may have a certificate that cannot be verified.
          tls.allow-invalid-certs [false]: «»

      The store of messages and scripts.
        rocksdb, foundationdb, postgresql, mysql, sqlite, fs, s3 [postgresql]: «fs»
        Folder of an embedded store or of one of type `fs`, or file of SQLite; a relative one starts at the instance's folder.
          path: «/srv/mail»

      The store of the full-text index. When another one is named, all mail is indexed anew, while searches go on.
        rocksdb, foundationdb, postgresql, mysql, sqlite, elasticsearch [postgresql]: «»

      The directory that knows all accounts and authenticates them. Of several the first that knows a domain or a login name decides. Administrators that are made here can always log in.
        internal, memory, sql, ldap, imap, smtp, lmtp, oidc [internal]: «»

      Wrote DIR/mailkeep.toml
      Start the server: config/mailkeep start
      """;

  private static final String EMBEDDED =
      """
      [store.rocksdb]
      type = "rocksdb"
      [storage]
      data = "rocksdb"
      blob = "rocksdb"
      fts = "rocksdb"
      lookup = "rocksdb"
      directory = "internal"
      [directory.internal]
      type = "internal"
      """;

  private static final String[] MYSQL = {
    "--data=mysql",
    "--data.host=db",
    "--data.database=mail",
    "--data.password-stdin",
    "--data.pool.max-connections=20",
    "--blob=mysql",
    "--fts=mysql",
    "--lookup=memory",
    "--directory=internal"
  };

  @TempDir Path folder;

  private final Deque<List<Finding>> findings = new ArrayDeque<>();
  private final List<String> tried = new ArrayList<>();

  private Script script() {
    return new Script(folder, new Setup((_, text) -> found(text)), Map.of("DB_SECRET", "hush"));
  }

  private List<Finding> found(String text) {
    tried.add(active(text));
    return findings.isEmpty() ? List.of() : findings.removeFirst();
  }

  /// Lines of a configuration that say something.
  private static String active(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String written() throws IOException {
    return active(Files.readString(folder.resolve("mailkeep.toml")));
  }

  @Test
  void enterTakesTheEmbeddedStore() throws Exception {
    script()
        .play(
            """

            The store of accounts, mailboxes, the queue and all other records.
              rocksdb, foundationdb, postgresql, mysql, sqlite [rocksdb]: «»
              Folder of an embedded store or of one of type `fs`, or file of SQLite; a relative one starts at the instance's folder.
                path [data]: «»

            The store of messages and scripts.
              rocksdb, foundationdb, postgresql, mysql, sqlite, fs, s3 [rocksdb]: «»

            The store of the full-text index. When another one is named, all mail is indexed anew, while searches go on.
              rocksdb, foundationdb, postgresql, mysql, sqlite, elasticsearch [rocksdb]: «»

            The store of counters, rate limits, locks and other short-lived facts.
              rocksdb, foundationdb, postgresql, mysql, sqlite, redis, memory [rocksdb]: «»

            The directory that knows all accounts and authenticates them. Of several the first that knows a domain or a login name decides. Administrators that are made here can always log in.
              internal, memory, sql, ldap, imap, smtp, lmtp, oidc [internal]: «»

            Wrote DIR/mailkeep.toml
            Start the server: config/mailkeep start
            """);
    assertEquals(EMBEDDED, written());
    assertEquals(List.of(EMBEDDED), tried);
  }

  @Test
  void yesAsksNothing() throws Exception {
    assertEquals(
        """

        Wrote DIR/mailkeep.toml
        Start the server: config/mailkeep start
        """,
        script().said("", "--yes"));
    assertEquals(EMBEDDED, written());
    String whole = Files.readString(folder.resolve("mailkeep.toml"));
    assertTrue(whole.contains("\n# The kind of store.\n#type ="), "comments stay");
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("mailkeep.toml"))));
  }

  @Test
  void onlyWhatAKindNeedsIsAskedAndWhatMakesNoSenseIsAskedAgain() throws Exception {
    script()
        .play(
            CORRECTED,
            "--lookup",
            "redis",
            "--lookup.urls",
            "redis://one:7001,redis://two:7002",
            "--lookup.redis-type",
            "cluster",
            "--lookup.user",
            "keeper",
            "--lookup.password-file",
            "/dev/null");
    assertEquals(
        """
        [store.postgresql]
        type = "postgresql"
        host = "db.example.org"
        port = 5433
        database = "mail"
        user = "keeper"
        password = "%{env:DB_SECRET}%"
        tls.enable = true
        [store.fs]
        type = "fs"
        path = "/srv/mail"
        [store.redis]
        type = "redis"
        redis-type = "cluster"
        urls = ["redis://one:7001", "redis://two:7002"]
        user = "keeper"
        password = "%{file:/dev/null}%"
        [storage]
        data = "postgresql"
        blob = "fs"
        fts = "postgresql"
        lookup = "redis"
        directory = "internal"
        [directory.internal]
        type = "internal"
        """,
        written());
  }

  @Test
  void whatDoesNotWorkIsCorrected() throws Exception {
    findings.add(
        List.of(
            new Finding("store", "mysql", Outcome.FAILS, "store.mysql.password: Access denied"),
            new Finding("store", "memory", Outcome.WORKS, "")));
    findings.add(List.of(new Finding("store", "mysql", Outcome.WORKS, "")));
    script()
        .play(
            """
            «the wrong one»
              Port of a database server.
                port [5432 for PostgreSQL, 3306 for MySQL and MariaDB]: «»
              The user as whom Mailkeep logs in at a store's server.
                user [none]: «keeper»
              Whether connections to a store's server are encrypted.
                tls.enable [false]: «no»
              mysql: does not work: store.mysql.password: Access denied
              memory: works

            Correct the answers, keep them as they are, or quit?
              correct, keep, quit [correct]: «»

            Store mysql:
              Name or address of a database server.
                host [db]: «»
              Port of a database server.
                port [5432 for PostgreSQL, 3306 for MySQL and MariaDB]: «»
              Name of the database, which must exist; its tables are made at the first start.
                database [mail]: «»
              The user as whom Mailkeep logs in at a store's server.
                user [keeper] or -: «»
              The user's password.
                password [as before] or -: «the right one»
              Whether connections to a store's server are encrypted.
                tls.enable [false] or -: «»
              mysql: works

            Wrote DIR/mailkeep.toml
            Start the server: config/mailkeep start
            """,
            MYSQL);
    assertTrue(tried.getFirst().contains("password = \"the wrong one\""), tried.getFirst());
    assertTrue(written().contains("password = \"the right one\""), written());
    assertTrue(written().contains("pool.max-connections = 20"), "what options said stays");
  }

  @Test
  void theOperatorMayKeepWhatDoesNotWorkOrQuit() throws Exception {
    var fails = List.of(new Finding("store", "rocksdb", Outcome.FAILS, "store.rocksdb.path: no"));
    findings.addAll(List.of(fails, fails));
    String[] line = {"--data", "rocksdb", "--data.path", "x", "--blob", "rocksdb"};
    String[] more = {"--fts", "rocksdb", "--lookup", "memory", "--directory", "internal"};
    String[] all = Stream.of(line, more).flatMap(Stream::of).toArray(String[]::new);
    var quit = assertThrows(Failure.class, () -> script().said("quit\n", all));
    assertEquals("nothing was written", quit.getMessage());
    assertFalse(Files.exists(folder.resolve("mailkeep.toml")));
    script()
        .play(
            """
              rocksdb: does not work: store.rocksdb.path: no

            Correct the answers, keep them as they are, or quit?
              correct, keep, quit [correct]: «keep»

            Wrote DIR/mailkeep.toml
            Start the server: config/mailkeep start
            """,
            all);
    assertTrue(written().contains("path = \"x\""), written());
  }

  @Test
  void withoutQuestionsAStoreThatDoesNotWorkIsRefused() {
    findings.add(List.of(new Finding("store", "rocksdb", Outcome.FAILS, "store.rocksdb.path: no")));
    var refused = assertThrows(Failure.class, () -> script().said("", "--yes"));
    assertEquals("a store cannot be used; nothing was written", refused.getMessage());
    assertEquals(List.of("store.rocksdb.path: no"), refused.hints());
    assertEquals(1, refused.status());
    assertFalse(Files.exists(folder.resolve("mailkeep.toml")));
  }

  @Test
  void whatOnlyTheServerSeesIsNotTried() throws Exception {
    findings.add(
        List.of(
            new Finding("store", "postgresql", Outcome.UNTRIED, "store.postgresql.data-source")));
    String said =
        script().said("", "--yes", "--data", "postgresql", "--data.data-source", "jdbc/mail");
    assertTrue(said.contains("  postgresql: not tried: store.postgresql.data-source\n"), said);
    assertTrue(written().contains("data-source = \"jdbc/mail\""), written());
  }

  @Test
  void anOldFileIsReplacedOnlyWhenToldAndKept() throws Exception {
    Path file = folder.resolve("mailkeep.toml");
    Files.writeString(file, "# mine\n");
    var refused = assertThrows(Failure.class, () -> script().said("", "--yes"));
    assertEquals("there is a " + file, refused.getMessage());
    assertEquals(
        """

        Wrote DIR/mailkeep.toml
        The old one is now DIR/mailkeep.toml.1
        Start the server: config/mailkeep start
        """,
        script().said("", "--yes", "--force"));
    script().said("", "--yes", "--force", "--untried");
    assertEquals("# mine\n", Files.readString(folder.resolve("mailkeep.toml.1")));
    assertEquals(EMBEDDED, active(Files.readString(folder.resolve("mailkeep.toml.2"))));
    assertEquals(1, tried.size(), "the second was not to be tried");
  }

  @Test
  void twoStoresOfAKindHaveNamesOfTheirOwn() throws Exception {
    script()
        .said(
            "",
            "--yes",
            "--data=sqlite",
            "--data.path=mail.db",
            "--lookup=sqlite",
            "--lookup.path=short.db");
    assertTrue(written().contains("[store.sqlite-lookup]"), written());
    assertTrue(written().contains("lookup = \"sqlite-lookup\""), written());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          --data redis,                       `choose one of rocksdb, foundationdb, postgresql, mysql, sqlite`
          --data postgresql,                  missing: --data.host
          --data mysql --data.host h,         missing: --data.database
          --data mysql --data.port x,         --data.port wants a whole number
          --data mysql --data.hots h,         unknown option --data.hots
          --data mysql --data.password x,     --data.password-stdin
          --data mysql --data.password-stdin, but no input
          --blob s3 --blob.bucket b,          missing: --blob.region
          --blob fs,                          missing: --blob.path
          --blob redis,                       `choose one of rocksdb, foundationdb, postgresql, mysql, sqlite, fs, s3`
          --lookup fs,                        choose one of
          --lookup redis,                     missing: --lookup.urls
          --directory ldap --directory.url u, missing: --directory.base-dn
          --directory nis,                    `choose one of internal, memory, sql, ldap, imap, smtp, lmtp, oidc`
          """)
  void aWrongCallIsRefused(String line, String because) {
    String[] words = ("--yes " + line).split(" ", -1);
    var refused = assertThrows(Failure.class, () -> script().said("", words));
    assertTrue(String.valueOf(refused.getMessage()).contains(because), refused.getMessage());
    assertEquals(2, refused.status());
    assertFalse(Files.exists(folder.resolve("mailkeep.toml")));
  }

  @Test
  void answersThatMakeNoConfigurationAreRefused() {
    var refused =
        assertThrows(
            Failure.class,
            () -> script().said("", "--yes", "--lookup", "redis", "--lookup.urls", "http://x"));
    assertTrue(refused.hints().getFirst().contains("store.redis.urls: must be URLs"));
    assertEquals(List.of(), tried);
  }

  @Test
  void anInputThatEndsWritesNothing() {
    var refused = assertThrows(Failure.class, () -> script().said("postgresql\ndb\n"));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("the input ended"));
    assertFalse(Files.exists(folder.resolve("mailkeep.toml")));
  }
}
