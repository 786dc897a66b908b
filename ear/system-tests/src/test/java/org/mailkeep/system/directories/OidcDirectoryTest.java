package org.mailkeep.system.directories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.KeycloakServer;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Outcome;
import org.mailkeep.system.Program;
import org.mailkeep.system.Wire;

/// A server whose people and administrators show tokens of Keycloak, and curl as their client.
@Tag("servers")
final class OidcDirectoryTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String JANE = "jane@sso.example";
  private static final String JOHN = "john@sso.example";

  private static KeycloakServer keycloak;
  private static MailServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException, InterruptedException {
    keycloak = KeycloakServer.started();
    server = MailServer.in(folder, settings(keycloak));
    server.start();
    server.addToRealm("rita", "secret-of-rita", "mail-admins");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    keycloak.close();
  }

  @Test
  void aServerWithItsAccountsInKeycloak() throws IOException, InterruptedException {
    String jane = keycloak.login(KeycloakServer.MAIL, "jane");
    mailIsTakenAfterTheFirstLogin(jane);
    mailIsSubmitted(jane, keycloak.login(KeycloakServer.MAIL, "john"));
    wrongTokensAreRefused(jane);
    administratorsSignIn(jane, keycloak.login(KeycloakServer.MAIL, "boss"));
    aRevokedTokenIsRefusedSoon();
    administratorsOfTheServersRealmLogIn();
    var browsers = new BrowserSignIn(server, keycloak, settings(keycloak));
    browsers.works();
    browsers.whileTheProviderIsDown();
    waitsForTheProvider(jane);
  }

  private static String settings(KeycloakServer keycloak) {
    return """
    storage.directory = "sso"
    domain."sso.example".directory = "sso"
    authentication.remember-for = "2s"
    authentication.realm.file.roles.admin = "mail-admins"
    [directory.sso]
    type = "oidc"
    issuer-url = "%s"
    timeout = "20s"
    cache.entries = 100
    clock-skew = "1s"
    endpoint.method = "introspect"
    auth.username = "mailkeep"
    auth.secret = "%s"
    claim-groups = "realm_access.roles"
    roles.admin = "mail-admin"
    sign-in.client-id = "console"
    sign-in.client-secret = "console-secret"
    """
        .formatted(keycloak.issuer(), KeycloakServer.OUR_SECRET);
  }

  private void mailIsTakenAfterTheFirstLogin(String jane) throws IOException, InterruptedException {
    assertTrue(receives(JANE).startsWith("550 5.1.1"));
    assertTrue(imap("OAUTHBEARER", JANE, jane).success().contains("INBOX"));
    assertTrue(receives(JANE).startsWith("250"));
    assertTrue(receives("nobody@sso.example").startsWith("550 5.1.1"));
    assertTrue(receives("jane@elsewhere.example").startsWith("550 5.7.1"));
    awaitMail(JANE, jane);
  }

  private void mailIsSubmitted(String jane, String john) throws IOException, InterruptedException {
    imap("XOAUTH2", "john", john).success();
    submit("XOAUTH2", JANE, jane, JANE).success();
    awaitMail(JOHN, john);
    submit("OAUTHBEARER", JOHN, john, JOHN).success();
    Outcome asAnother = submit("OAUTHBEARER", JOHN, john, JANE);
    assertNotEquals(0, asAnother.status(), "sends as somebody else: " + asAnother.output());
  }

  private void wrongTokensAreRefused(String jane) throws IOException, InterruptedException {
    String expired = keycloak.login(KeycloakServer.SHORT, "jane");
    long end = System.nanoTime() + PATIENCE;
    while (imap("XOAUTH2", JANE, expired).status() == 0) {
      assertTrue(System.nanoTime() < end, "a token does not end");
      LockSupport.parkNanos(PAUSE);
    }
    var wrong =
        List.of(
            expired,
            "nonsense",
            jane.substring(0, jane.lastIndexOf('.')) + ".AAAA",
            keycloak.login(KeycloakServer.CALENDAR, "jane"));
    for (String token : wrong) {
      Outcome refused = imap("OAUTHBEARER", JANE, token);
      assertNotEquals(0, refused.status(), refused.output());
      assertTrue(
          refused.output().contains("NO [AUTHENTICATIONFAILED]")
              || refused.output().contains(explanation()),
          refused.output());
      Outcome unsent = submit("XOAUTH2", JANE, token, JANE);
      assertTrue(
          unsent.output().contains("535") || unsent.output().contains("334 "), unsent.output());
      assertEquals(401, api(token, "/api/principal").statusCode());
    }
    assertNotEquals(0, imap("XOAUTH2", JOHN, jane).status(), "Jane's token is not John's");
  }

  /// RFC 7628 §3.2.2.
  private String explanation() {
    String json =
        "{\"status\":\"invalid_token\",\"scope\":\"openid email\",\"openid-configuration\":\""
            + keycloak.issuer()
            + "/.well-known/openid-configuration\"}";
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private void administratorsSignIn(String jane, String boss)
      throws IOException, InterruptedException {
    HttpResponse<String> shown = api(boss, "/api/principal/jane");
    assertEquals(200, shown.statusCode(), shown.body());
    assertTrue(shown.body().contains("\"directory\":\"sso\""), shown.body());
    assertEquals(403, api(jane, "/api/principal/jane").statusCode());
    HttpResponse<String> wrong = api("nonsense", "/api/principal/jane");
    assertEquals(401, wrong.statusCode());
    assertTrue(
        wrong.headers().allValues("WWW-Authenticate").stream()
            .anyMatch(value -> value.contains("error=\"invalid_token\"")),
        wrong.headers().toString());
    assertEquals(200, server.api().send("GET", "/api/principal/jane", "").statusCode());
  }

  /// By name and password, for REST and not for mail.
  private void administratorsOfTheServersRealmLogIn() throws IOException, InterruptedException {
    String secret = "secret-of-rita";
    assertEquals(
        200, server.api("rita", secret).send("GET", "/api/principal/jane", "").statusCode());
    assertEquals(401, server.api("rita", "wrong").send("GET", "/api/principal", "").statusCode());
    server.api("rita", secret).call("POST", "/api/reload", "");
    String trail = server.api().call("GET", "/api/audit?limit=5", "");
    assertTrue(trail.contains("\"file:rita\""), trail);
  }

  /// Within the time for which it is remembered.
  private void aRevokedTokenIsRefusedSoon() throws IOException, InterruptedException {
    String token = keycloak.login(KeycloakServer.MAIL, "boss");
    assertEquals(200, api(token, "/api/principal/jane").statusCode());
    keycloak.revoke(KeycloakServer.MAIL, token);
    long end = System.nanoTime() + PATIENCE;
    while (api(token, "/api/principal/jane").statusCode() != 401) {
      assertTrue(System.nanoTime() < end, "a revoked token goes on");
      LockSupport.parkNanos(PAUSE);
    }
  }

  /// Logins fail for now; mail for those who have come before is taken.
  private void waitsForTheProvider(String jane) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (imap("OAUTHBEARER", JANE, jane).status() == 0) {
      assertTrue(System.nanoTime() < end, "a token is remembered for ever");
      LockSupport.parkNanos(PAUSE);
    }
    Outcome unread = imap("OAUTHBEARER", JANE, jane);
    assertTrue(unread.output().contains("NO [UNAVAILABLE]"), unread.output());
    Outcome unsent = submit("OAUTHBEARER", JANE, jane, JANE);
    assertTrue(unsent.output().contains("454 4.7.0"), unsent.output());
    assertEquals(503, api(jane, "/api/principal/jane").statusCode());
    assertTrue(receives(JANE).startsWith("250"));
    assertTrue(server.readiness().contains("directory sso: "), server.readiness());
    assertEquals(200, server.api().send("GET", "/api/principal/jane", "").statusCode());
  }

  private HttpResponse<String> api(String token, String path)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port("http") + path))
              .timeout(LIMIT)
              .header("Authorization", "Bearer " + token)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  /// Sends a message from outside.
  ///
  /// @return the reply to RCPT
  private String receives(String recipient) throws IOException {
    try (var smtp = new Wire(server.port("smtp"))) {
      smtp.reply();
      smtp.smtp("EHLO client.example.net");
      smtp.smtp("MAIL FROM:<joe@example.net>");
      String reply = smtp.smtp("RCPT TO:<" + recipient + ">");
      if (reply.startsWith("250")) {
        smtp.smtp("DATA");
        String done = smtp.smtp("Subject: hello\r\n\r\nHello.\r\n.");
        assertTrue(done.startsWith("250"), done);
      }
      return reply;
    }
  }

  private Outcome imap(String mechanism, String user, String token)
      throws IOException, InterruptedException {
    return curl(mechanism, user, token, "imaps://localhost:" + server.port("imaps") + "/");
  }

  /// Waits until there is a message in somebody's inbox.
  private void awaitMail(String user, String token) throws IOException, InterruptedException {
    String inbox = "imaps://localhost:" + server.port("imaps") + "/INBOX";
    long end = System.nanoTime() + PATIENCE;
    while (!curl("OAUTHBEARER", user, token, inbox, "-X", "STATUS INBOX (MESSAGES)")
        .output()
        .matches("(?s).*MESSAGES [1-9].*")) {
      assertTrue(System.nanoTime() < end, "no mail");
      LockSupport.parkNanos(PAUSE);
    }
  }

  private Outcome submit(String mechanism, String user, String token, String sender)
      throws IOException, InterruptedException {
    return curl(
        mechanism,
        user,
        token,
        "smtps://localhost:" + server.port("submissions") + "/client.example.net",
        "--mail-from",
        sender,
        "--mail-rcpt",
        JOHN,
        "-T",
        "-");
  }

  private static Outcome curl(
      String mechanism, String user, String token, String url, String... more)
      throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of("curl", "-sSkv", "--max-time", "60"));
    line.addAll(List.of("--login-options", "AUTH=" + mechanism));
    line.addAll(List.of("--oauth2-bearer", token, "-u", user + ":", url));
    line.addAll(List.of(more));
    return Program.run(LIMIT, Map.of(), "Subject: submitted\r\n\r\nHello.\r\n", line);
  }
}
