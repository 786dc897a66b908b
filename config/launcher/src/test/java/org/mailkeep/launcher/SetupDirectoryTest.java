package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.memory.MemoryDirectorySettings;
import org.mailkeep.kernel.Chance;
import org.mailkeep.services.ConfigurationTrial.Finding;
import org.mailkeep.services.ConfigurationTrial.Outcome;
import org.mailkeep.settings.Question;
import org.mailkeep.store.servers.TestAuthority;

/// Which directory authenticates: each kind by questions and by options.
final class SetupDirectoryTest {
  private static final List<String> EMBEDDED =
      List.of(
          "--data=rocksdb", "--data.path=x", "--blob=rocksdb", "--fts=rocksdb", "--lookup=memory");

  private static final List<String> POSTGRESQL =
      List.of(
          "--data=postgresql",
          "--data.data-source=jdbc/mail",
          "--blob=postgresql",
          "--fts=postgresql",
          "--lookup=memory");

  @TempDir Path folder;

  private final Deque<List<Finding>> findings = new ArrayDeque<>();

  private Script script() {
    return new Script(
        folder,
        new Setup((_, _) -> findings.isEmpty() ? List.of() : findings.removeFirst()),
        Map.of("PEOPLE", "postgresql://u:hush@db/people", "JANE", "hush"));
  }

  private static String[] line(List<String> stores, String... more) {
    var line = new ArrayList<>(stores);
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  /// Options that leave nothing to ask about a directory by ldaps but its certificate.
  private static String[] ldaps(String... more) {
    var line =
        new ArrayList<>(
            List.of(
                "--directory=ldap",
                "--directory.url=ldaps://ldap.example.org",
                "--directory.base-dn=dc=example,dc=org",
                "--directory.filter.name=(uid=?)",
                "--directory.filter.email=(mail=?)",
                "--directory.filter.domains=-",
                "--directory.bind.auth.method=lookup"));
    line.addAll(List.of(more));
    return line(EMBEDDED, line.toArray(String[]::new));
  }

  /// What the file says of the directory.
  private String written() throws IOException {
    String text = Files.readString(folder.resolve("mailkeep.toml"));
    String table = text.substring(text.indexOf("\n[directory.") + 1);
    return table
        .substring(0, table.indexOf("#[directory.<id>]"))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void ldapByQuestions() throws Exception {
    script()
        .play(
            """
              Where a directory's server is: `ldap://host:389`, `ldaps://host:636`, or `postgresql://user:password@host:5432/database`, `mysql://…`, `sqlite://path` for a database without a store of its own.
                url: «ldap://ldap.example.org»
              DN of the entry below which accounts and groups are.
                base-dn: «dc=example,dc=org»
              ldap: whether a plain connection becomes encrypted before anything is said (StartTLS). imap, smtp, lmtp: whether connections are encrypted from the first octet; else they become so as soon as the server offers it (STARTTLS).
                tls.enable [false]: «yes»
              Authorities in PEM, or file:///path of them. A directory's server that is reached by TLS needs a certificate that one of them has signed and that bears its name. One by imap, smtp or lmtp must offer STARTTLS then, unless there is tls.enable; one of sql needs `sslmode=verify-full` or `ssl-mode=VERIFY_IDENTITY` in its url.
                tls.ca [those that the server's Java trusts]: «»
              Whether a directory's server is trusted whatever its certificate says.
                tls.allow-invalid-certs [false]: «»
              As whom Mailkeep asks the directory.
                bind.dn [anonymous]: «cn=mail,dc=example,dc=org»
              The password of bind.dn.
                bind.secret [none]: «hush»
              A filter (RFC 4515) with `?` for what is looked for. The account with a login name, in lower case. The same places as in a template can be used here and in the other filters, and all values are escaped.
                filter.name [(|(uid=?)(mail=?))]: «(uid=?)»
              A filter (RFC 4515) with `?` for what is looked for. Who gets mail for an address, or for `@domain`.
                filter.email [(mail=?)]: «»
              A filter (RFC 4515) with `?` for what is looked for. Anything that has an address in a domain: then the domain is hosted.
                filter.domains [(mail=*@?)] or -: «-»
              How passwords are checked: default compares them with the attribute secret, template binds with a name made of the login name, lookup finds the entry and binds with its DN.
                bind.auth.method [lookup] or -: «template»
              The name that a client binds with: `?` or `{username}` is what it wrote, `{local}` the part before `@` or behind `DOMAIN\\`, `{domain}` the other part. Such as `uid={local},ou=people,dc=example,dc=org` or `{username}@ad.example.org`.
                bind.auth.template: «»
                There must be an answer.
                bind.auth.template: «{username}»

            Wrote DIR/mailkeep.toml
            Start the server: config/mailkeep start
            """,
            line(EMBEDDED, "--directory=ldap"));
    assertEquals(
        """
        [directory.ldap]
        type = "ldap"
        url = "ldap://ldap.example.org"
        base-dn = "dc=example,dc=org"
        tls.enable = true
        bind.dn = "cn=mail,dc=example,dc=org"
        bind.secret = "hush"
        filter.name = "(uid=?)"
        filter.email = "(mail=?)"
        bind.auth.method = "template"
        bind.auth.template = "{username}"
        """,
        written());
  }

  @Test
  void ldapByOptions() throws Exception {
    script()
        .said(
            "hush\n",
            "--yes",
            "--directory=ldap",
            "--directory.url=ldaps://ldap.example.org",
            "--directory.base-dn=dc=example,dc=org",
            "--directory.bind.dn=cn=mail",
            "--directory.bind.secret-stdin",
            "--directory.filter.domains=-",
            "--directory.pool.max-connections=3");
    assertEquals(
        """
        [directory.ldap]
        type = "ldap"
        url = "ldaps://ldap.example.org"
        base-dn = "dc=example,dc=org"
        bind.dn = "cn=mail"
        bind.secret = "hush"
        filter.name = "(|(uid=?)(mail=?))"
        filter.email = "(mail=?)"
        bind.auth.method = "lookup"
        pool.max-connections = 3
        """,
        written());
  }

  /// TLS from the first octet: StartTLS is no question, the certificate is.
  @Test
  void ldapsByQuestions() throws Exception {
    String said =
        script()
            .said(
                "LDAPS://ldap.example.org\ndc=example,dc=org\n\nyes\n\n\n\n\n\n",
                line(EMBEDDED, "--directory=ldap"));
    assertFalse(said.contains("    tls.enable ["), said);
    assertTrue(said.contains("    tls.ca [those that the server's Java trusts]: "), said);
    assertTrue(said.contains("    tls.allow-invalid-certs [false]: "), said);
    assertTrue(
        written()
            .startsWith(
                """
                [directory.ldap]
                type = "ldap"
                url = "LDAPS://ldap.example.org"
                base-dn = "dc=example,dc=org"
                tls.allow-invalid-certs = true
                filter.name = "(|(uid=?)(mail=?))"
                """),
        written());
  }

  @Test
  void aCertificateThatIsNotTrustedCanBeTakenAsItIs() throws Exception {
    var wrong = new Finding("directory", "ldap", Outcome.FAILS, "unable to find valid path");
    findings.add(List.of(wrong));
    String said =
        script()
            .said(
                "\n\ncorrect\n\n\n\nyes\n\n\n\n\n\n",
                ldaps("--directory.tls.allow-invalid-certs=no"));
    assertTrue(said.contains("unable to find valid path"), said);
    assertTrue(written().contains("tls.allow-invalid-certs = true\n"), written());
  }

  /// An answer that was wrong is taken back, and the next question asked after all.
  @Test
  void anAuthorityIsTakenBack() throws Exception {
    String said = script().said("file:///nowhere.pem\n\ncorrect\n\n\n-\nyes\n\n\n\n\n\n", ldaps());
    assertTrue(said.contains("    tls.ca [file:///nowhere.pem] or -: "), said);
    assertFalse(written().contains("tls.ca"), written());
    assertTrue(written().contains("tls.allow-invalid-certs = true\n"), written());
  }

  /// Who names an authority is not asked whether any will do; a file that is not there is told.
  @Test
  void anAuthorityOfOnesOwnIsNamed() throws Exception {
    Path authority = TestAuthority.in(folder).certificate();
    String said =
        script()
            .said(
                "file://%1$s.not\n\ncorrect\n\n\nfile://%1$s\n\n\n\n\n\n".formatted(authority),
                ldaps());
    assertFalse(said.contains("tls.allow-invalid-certs"), said);
    assertTrue(said.contains("directory ldap: does not work: directory.ldap.tls.ca: "), said);
    assertTrue(written().contains("tls.ca = \"file://" + authority + "\"\n"), written());
  }

  @Test
  void sqlInTheStoreThatWasChosen() throws Exception {
    String said =
        script()
            .said(
                "\n\n-\n\n\n\n-\nSELECT 1 FROM domains WHERE name = ?\n",
                line(POSTGRESQL, "--directory=sql"));
    assertEquals(1, said.split("What this directory asks its database", -1).length - 1, said);
    assertTrue(said.contains("    store [postgresql] or -: \n"), said);
    assertTrue(
        said.contains(
            "    query.members [SELECT member_of FROM group_members WHERE name = ?] or -"),
        said);
    assertEquals(
        """
        [directory.sql]
        type = "sql"
        store = "postgresql"
        query.name = "SELECT name, type, secret, description, quota FROM accounts WHERE name = ? AND active = TRUE"
        query.recipients = "SELECT name FROM emails WHERE address = ?"
        query.emails = "SELECT address FROM emails WHERE name = ? AND type <> 'list' ORDER BY type DESC, address"
        query.verify = "SELECT address FROM emails WHERE address LIKE CONCAT('%', ?, '%') AND type = 'primary' ORDER BY address LIMIT 5"
        query.domains = "SELECT 1 FROM domains WHERE name = ?"
        """,
        written());
  }

  @Test
  void sqlInADatabaseOfItsOwn() throws Exception {
    String said =
        script()
            .said(
                "postgresql://u:hush@db/people\n\n\n\n\n\n\n\n", line(EMBEDDED, "--directory=sql"));
    assertFalse(said.contains("    store ["), said);
    assertFalse(said.contains("hush"), said);
    assertTrue(written().contains("url = \"postgresql://u:hush@db/people\"\n"), written());
    assertTrue(written().contains("query.expand = "), written());
  }

  @Test
  void sqlByOptions() throws Exception {
    script()
        .said(
            "",
            line(
                POSTGRESQL,
                "--yes",
                "--directory=sql",
                "--directory.store=-",
                "--directory.url-env=PEOPLE",
                "--directory.query.name=SELECT secret FROM people WHERE login = ?",
                "--directory.query.members=-"));
    assertTrue(
        written()
            .startsWith(
                """
                [directory.sql]
                type = "sql"
                url = "%{env:PEOPLE}%"
                query.name = "SELECT secret FROM people WHERE login = ?"
                query.recipients = "SELECT name FROM emails WHERE address = ?"
                """),
        written());
    assertFalse(written().contains("members"), written());
  }

  @ParameterizedTest
  @ValueSource(strings = {"imap", "smtp", "lmtp"})
  void aMailServerByQuestions(String kind) throws Exception {
    script()
        .play(
            """
              Name or address of the mail server of a directory of type imap, smtp or lmtp.
                host: «mail.example.org»
              The port of that server.
                port [143 for imap and 25 for smtp and lmtp; with tls.enable 993 and 465]: «1143»
              ldap: whether a plain connection becomes encrypted before anything is said (StartTLS). imap, smtp, lmtp: whether connections are encrypted from the first octet; else they become so as soon as the server offers it (STARTTLS).
                tls.enable [false]: «»
              Whether passwords are sent to that server by PLAIN and LOGIN when it does not encrypt. On this machine they always are.
                auth.allow-plain-text [false]: «»
              Domains of a directory of type imap, smtp or lmtp. They are hosted, and so is one that names it as its directory. Where there are any, a login name of another domain is unknown; one without a domain is of this one, when it is one.
                lookup.domains: «example.org, example.net»

            Wrote DIR/mailkeep.toml
            Start the server: config/mailkeep start
            """,
            line(EMBEDDED, "--directory", kind));
    assertEquals(
        """
        [directory.%1$s]
        type = "%1$s"
        host = "mail.example.org"
        port = 1143
        lookup.domains = ["example.org", "example.net"]
        """
            .formatted(kind),
        written());
  }

  @Test
  void oidcByIssuer() throws Exception {
    script().said("https://sso.example.org/realm\n\nmail\n\n", line(EMBEDDED, "--directory=oidc"));
    assertEquals(
        """
        [directory.oidc]
        type = "oidc"
        issuer-url = "https://sso.example.org/realm"
        require-audience = ["mail"]
        """,
        written());
  }

  @Test
  void oidcByEndpoint() throws Exception {
    script()
        .said(
            "\nhttps://sso.example.org/introspect\nintrospect\n\nmailkeep\nhush\n\n",
            line(EMBEDDED, "--directory=oidc"));
    assertEquals(
        """
        [directory.oidc]
        type = "oidc"
        endpoint.url = "https://sso.example.org/introspect"
        endpoint.method = "introspect"
        auth.username = "mailkeep"
        auth.secret = "hush"
        """,
        written());
  }

  @Test
  void memoryHasItsFirstAccountWithAHashedPassword() throws Exception {
    script().said("jane\nhush hush\njane@example.org\n\n", line(EMBEDDED, "--directory=memory"));
    String memory = written();
    assertTrue(memory.contains("principals.0.name = \"jane\"\n"), memory);
    assertFalse(memory.contains("hush"), memory);
    String hash = memory.replaceAll("(?s).*principals.0.secret = \\[?\"([^\"]+)\".*", "$1");
    var work = new PasswordWork(Argon2Cost.STANDARD, 1, 10, Duration.ofMinutes(1));
    try (var passwords = new Passwords(work, Chance.secure())) {
      assertEquals(Passwords.Match.YES, passwords.check(List.of(hash), "hush hush"));
      assertEquals(Passwords.Match.NO, passwords.check(List.of(hash), "hush"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA",
        "$2y$10$abc",
        "{SHA}xyz",
        "{SSHA256.b64}xyz",
        "{SCRAM-SHA-256}4096,c2FsdA==,a,b",
        "%{env:JANE}%"
      })
  void aHashStaysWhatItIs(String hash) {
    assertEquals(hash, PasswordText.of(hash));
    String written =
        Chosen.written(MemoryDirectorySettings.SECRET, Question.Manner.HASHED, hash).orElseThrow();
    assertEquals(hash, written.replaceAll("^\\[?\"|\"]?$", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$ecret$1", "{a}b", "a,b"})
  void aPasswordThatLooksLikeAHashIsHashed(String password) {
    assertTrue(PasswordText.of(password).startsWith("$pbkdf2-sha512$"));
  }

  @Test
  void whatDoesNotWorkIsCorrected() throws Exception {
    var wrong = new Finding("directory", "lmtp", Outcome.FAILS, "directory lmtp: refused");
    findings.add(List.of(new Finding("store", "lmtp", Outcome.WORKS, ""), wrong));
    String said =
        script()
            .said(
                "correct\nother.example.org\n\n\n\n\n",
                line(
                    EMBEDDED,
                    "--directory=lmtp",
                    "--directory.host=mail.example.org",
                    "--directory.port=24",
                    "--directory.tls.enable=no",
                    "--directory.auth.allow-plain-text=yes",
                    "--directory.lookup.domains=example.org"));
    assertTrue(said.contains("  directory lmtp: does not work: directory lmtp: refused\n"), said);
    assertTrue(said.contains("\nDirectory lmtp:\n"), said);
    assertTrue(said.contains("    host [mail.example.org]: "), said);
    assertTrue(written().contains("host = \"other.example.org\"\nport = 24\n"), written());
  }

  @Test
  void withoutQuestionsOneThatDoesNotWorkIsRefused() {
    findings.add(
        List.of(new Finding("directory", "ldap", Outcome.FAILS, "directory ldap: refused")));
    var refused =
        assertThrows(
            Failure.class,
            () ->
                script()
                    .said(
                        "",
                        "--yes",
                        "--directory=ldap",
                        "--directory.url=ldap://x",
                        "--directory.base-dn=dc=x"));
    assertEquals("a directory cannot be used; nothing was written", refused.getMessage());
    assertEquals(List.of("directory ldap: refused"), refused.hints());
    assertFalse(Files.exists(folder.resolve("mailkeep.toml")));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ldap,                                        missing: --directory.url
          ldap --directory.bind.secret x,              --directory.bind.secret-stdin
          ldap --directory.bind.secret-stdin,          but no input
          ldap --directory.bsae-dn x,                  unknown option --directory.bsae-dn
          sql,                                         missing: --directory.url
          sql --directory.url sqlite://x,              --directory.url-stdin
          imap,                                        missing: --directory.host
          smtp --directory.host h,                     missing: --directory.lookup.domains
          lmtp --directory.host h --directory.port x,  --directory.port wants a whole number
          oidc,                                        missing: --directory.endpoint.url
          memory,                                      missing: --directory.principals.0.name
          memory --directory.principals.0.secret x,    --directory.principals.0.secret-stdin
          """)
  void aWrongCallIsRefused(String line, String because) {
    String[] words = ("--yes --directory " + line).split(" ", -1);
    var refused = assertThrows(Failure.class, () -> script().said("", words));
    assertTrue(String.valueOf(refused.getMessage()).contains(because), refused.getMessage());
    assertEquals(2, refused.status());
    assertFalse(Files.exists(folder.resolve("mailkeep.toml")));
  }
}
