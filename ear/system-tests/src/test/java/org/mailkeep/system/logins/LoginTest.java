package org.mailkeep.system.logins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Outcome;
import org.mailkeep.system.Program;
import org.mailkeep.system.Wire;
import org.mailkeep.wire.sasl.testing.Realm;

/// A server that offers every mechanism, and msmtp, mutt, curl, gsasl and Python as its clients.
@Tag("servers")
final class LoginTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String DOMAIN = "logins.example";
  private static final String JANE = "jane@" + DOMAIN;
  private static final String PASSWORD = "s3cret pässword";

  private static Path folder;
  private static MailServer server;
  private static Realm realm;

  @BeforeAll
  static void start(@TempDir Path where) throws IOException, InterruptedException {
    folder = where;
    realm = Realm.started(Files.createDirectory(folder.resolve("realm")), "LOGINS.EXAMPLE");
    realm.person("jane", "ticket");
    realm.service("imap/localhost");
    realm.service("HTTP/localhost");
    Path keytab = realm.service("smtp/localhost");
    certificates();
    server =
        MailServer.in(
            folder.resolve("server"),
            """
            authentication.password.scram = true
            authentication.kerberos.keytab = "%s"
            server.tls.client-ca = "file://%s/ca.pem"
            """
                .formatted(keytab, folder));
    server.start();
    server.api().createDomain(DOMAIN);
    server.api().createAccount(JANE, PASSWORD);
    server.api().createAccount("joe@" + DOMAIN, PASSWORD);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    realm.close();
  }

  /// An authority, and a certificate of it for Jane.
  private static void certificates() throws IOException, InterruptedException {
    openssl("req -x509 -nodes -newkey rsa:2048 -days 2 -subj /CN=ca -keyout ca.key -out ca.pem");
    openssl("req -nodes -newkey rsa:2048 -subj /CN=jane -keyout jane.key -out jane.csr");
    Files.writeString(folder.resolve("names"), "subjectAltName=email:" + JANE + "\n");
    openssl(
        "x509 -req -in jane.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names"
            + " -out jane.pem");
  }

  private static void openssl(String arguments) throws IOException, InterruptedException {
    run(Map.of(), "sh", "-c", "cd " + folder + " && openssl " + arguments).success();
  }

  private static Outcome run(Map<String, String> environment, String... line)
      throws IOException, InterruptedException {
    return Program.run(LIMIT, environment, "", List.of(line));
  }

  private static Outcome msmtp(Map<String, String> environment, String mechanism, String password)
      throws IOException, InterruptedException {
    return Program.run(
        LIMIT,
        environment,
        "Subject: " + mechanism + "\r\n\r\nHello\r\n",
        List.of(
            "msmtp",
            "--host=localhost",
            "--port=" + server.port("submission"),
            "--tls=on",
            "--tls-starttls=on",
            "--tls-certcheck=off",
            "--auth=" + mechanism,
            "--user=" + JANE,
            "--passwordeval=echo '" + password + "'",
            "--from=" + JANE,
            "joe@" + DOMAIN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scram-sha-256", "plain", "login"})
  void msmtpSubmits(String mechanism) throws IOException, InterruptedException {
    msmtp(Map.of(), mechanism, PASSWORD).success();
    Outcome refused = msmtp(Map.of(), mechanism, "wrong");
    assertNotEquals(0, refused.status(), refused.output());
    assertTrue(refused.output().contains("535"), refused.output());
  }

  @Test
  void muttReadsMailByScram() throws IOException, InterruptedException {
    Path rc = folder.resolve("muttrc");
    Files.writeString(
        rc,
        """
        set folder = "imaps://localhost:%d/"
        set spoolfile = "+INBOX"
        set imap_user = "%s"
        set imap_pass = "%s"
        set imap_authenticators = "scram-sha-256"
        set ssl_verify_host = no
        set ssl_verify_dates = no
        set certificate_file = "%s/server.pem"
        set quit = yes
        """
            .formatted(server.port("imaps"), JANE, PASSWORD, folder));
    openssl(
        "s_client -connect 127.0.0.1:"
            + server.port("imaps")
            + " </dev/null 2>/dev/null | openssl x509 > server.pem");
    int before = logins("scram");
    run(
            Map.of("TERM", "xterm", "HOME", folder.toString()),
            "script",
            "-qec",
            "mutt -F " + rc + " -e 'push \"<quit>\"'",
            "/dev/null")
        .success();
    assertEquals(before + 1, logins("scram"));
  }

  /// How many logins of this kind the server tells of.
  private static int logins(String method) throws IOException {
    return (int)
        server.events().lines().filter(line -> line.contains("mechanism=" + method)).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"})
  void gsaslProvesItselfAndTheServer(String mechanism) throws IOException, InterruptedException {
    Outcome well = gsasl(mechanism, PASSWORD);
    assertTrue(well.success().contains("Client authentication finished"), well.output());
    Outcome refused = gsasl(mechanism, "wrong");
    assertNotEquals(0, refused.status(), refused.output());
  }

  private static Outcome gsasl(String mechanism, String password)
      throws IOException, InterruptedException {
    return run(
        Map.of(),
        "gsasl",
        "--client",
        "--imap",
        "--connect=localhost:" + server.port("imap"),
        "--starttls",
        "--x509-ca-file=",
        mechanism.endsWith("-PLUS") ? "--verbose" : "--no-cb",
        "--mechanism=" + mechanism,
        "--authentication-id=" + JANE,
        "--password=" + password);
  }

  @Test
  void aCertificateLogsInByCurl() throws IOException, InterruptedException {
    assertTrue(external(JANE).success().contains("INBOX"));
    Outcome other = external("joe@" + DOMAIN);
    assertNotEquals(0, other.status(), other.output());
  }

  private static Outcome external(String login) throws IOException, InterruptedException {
    return run(
        Map.of(),
        "curl",
        "-sSk",
        "--cert",
        folder.resolve("jane.pem").toString(),
        "--key",
        folder.resolve("jane.key").toString(),
        "--login-options",
        "AUTH=EXTERNAL",
        "-u",
        login + ":",
        "imaps://localhost:" + server.port("imaps") + "/");
  }

  @Test
  void aTicketLogsInByCurlAndMsmtp() throws IOException, InterruptedException {
    var kerberos =
        Map.of(
            "KRB5_CONFIG",
            realm.configuration().toString(),
            "KRB5CCNAME",
            "FILE:" + folder.resolve("tickets"));
    Program.run(LIMIT, kerberos, "ticket\n", List.of("kinit", "jane@LOGINS.EXAMPLE")).success();
    Outcome read =
        run(
            kerberos,
            "curl",
            "-sSk",
            "--login-options",
            "AUTH=GSSAPI",
            "-u",
            JANE + ":",
            "imaps://localhost:" + server.port("imaps") + "/");
    assertTrue(read.success().contains("INBOX"), read.output());
    msmtp(kerberos, "gssapi", "none").success();
    assertEquals("403", api(kerberos, "--negotiate", "-u", ":"), "jane is known, and no more");
    assertEquals("401", api(kerberos));
  }

  /// Asks the REST API by curl.
  ///
  /// @return the status
  private static String api(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of("curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}"));
    line.addAll(List.of(options));
    line.add("http://localhost:" + server.port("http") + "/api/principal");
    return Program.run(LIMIT, environment, "", line).success();
  }

  @Test
  void aCodeOfAnAuthenticatorAppIsTakenOnce() throws Exception {
    String user = "careful@" + DOMAIN;
    String secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    server.api().createAccount(user, "s3cret-word");
    for (String more :
        List.of("otpauth://totp/jane?secret=" + secret, "$app$phone$for the phone")) {
      server
          .api()
          .call(
              "PATCH",
              "/api/principal/" + user,
              "[{\"action\":\"addItem\",\"field\":\"secrets\",\"value\":\"" + more + "\"}]");
    }
    Path script = Path.of(Objects.requireNonNull(LoginTest.class.getResource("totp.py")).toURI());
    Outcome said =
        run(
            Map.of(),
            "python3",
            script.toString(),
            String.valueOf(server.port("imaps")),
            String.valueOf(server.port("submissions")),
            user,
            "s3cret-word",
            "for the phone",
            secret);
    assertEquals("all well\n", said.success());
  }

  @Test
  void whatCannotBeRightIsNotOffered() throws IOException, InterruptedException {
    String target = "127.0.0.1:" + server.port("imaps");
    var client = List.of("openssl", "s_client", "-quiet", "-crlf", "-connect", target);
    String dialogue = "c CAPABILITY\nl LOGOUT\n";
    String secured = Program.run(LIMIT, Map.of(), dialogue, client).output();
    for (String mechanism :
        List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "GSSAPI", "PLAIN", "LOGIN")) {
      assertTrue(secured.contains("AUTH=" + mechanism), secured);
    }
    for (String mechanism : List.of("OAUTHBEARER", "XOAUTH2", "EXTERNAL", "CRAM-MD5")) {
      assertFalse(secured.contains("AUTH=" + mechanism), secured);
    }
    try (var plain = new Wire(server.port("imap"))) {
      String offered = plain.line() + plain.done("CAPABILITY");
      assertFalse(offered.contains("AUTH="), offered);
      assertTrue(offered.contains("LOGINDISABLED"), offered);
    }
  }
}
