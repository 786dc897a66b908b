package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginCommandTest {
  private static final String SERVER = "http://127.0.0.1:1";
  private static final String POLL =
      "/token client_id=cli&code_verifier="
          + "A".repeat(43) // of zeros
          + "&device_code=d%2F1"
          + "&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code";

  /// RFC 7636 §4.2.
  private static final String CHALLENGE =
      "code_challenge=DwBzhbb51LfusnSGBa_hqYSgo7-j8BTQnip4TOnlzRo&code_challenge_method=S256";

  @TempDir private Path folder;
  private final ScriptedWatch watch = new ScriptedWatch();
  private ScriptedProvider provider;

  @BeforeEach
  void open() throws IOException {
    provider = new ScriptedProvider();
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private String login(String... more) throws Exception {
    return new Script(
            folder,
            new LoginCommand(watch, count -> new byte[count]),
            Map.of("MAILKEEP_URL", SERVER + "/"))
        .said("", more);
  }

  private String login() throws Exception {
    return login("--issuer", provider.issuer, "--client-id", "cli");
  }

  private Failure refused() throws Exception {
    Failure failure = assertThrows(Failure.class, this::login);
    assertFalse(Files.exists(file()), "something is kept");
    return failure;
  }

  private Path file() {
    return new InstanceFolder(folder).keptLogin();
  }

  private KeptLogin kept() throws Exception {
    return KeptLogin.of(new InstanceFolder(folder)).orElseThrow();
  }

  @Test
  void aCodeIsToldAndTheTokenKept() throws Exception {
    provider
        .invites(",\"verification_uri_complete\":\"https://sso.example/device?c=1\"")
        .fails("authorization_pending")
        .gives("at-1", "rt-1");
    assertEquals(
        """
        Open  https://sso.example/device
        Code  WDJB-MJHT
        or    https://sso.example/device?c=1
        Waiting until 2026-11-28T12:10:00Z ...
        Logged in for http://127.0.0.1:1
        """,
        login());
    assertEquals(
        List.of(
            "/device_authorization client_id=cli&" + CHALLENGE + "&scope=openid+email+profile",
            POLL,
            POLL),
        provider.asked);
    assertEquals(List.of(5L, 5L), watch.waits);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    KeptLogin kept = kept();
    assertEquals(SERVER, kept.server());
    assertEquals("at-1", kept.tokens().access());
    assertEquals("rt-1", kept.tokens().refresh());
    assertEquals(watch.now().plusSeconds(300), kept.tokens().expires().orElseThrow());
    assertFalse(kept.toString().contains("t-1"), kept.toString());
    try (var left = Files.list(folder)) {
      assertEquals(List.of(file()), left.filter(Files::isRegularFile).toList());
    }
  }

  /// RFC 8628 §3.5: five seconds more, for this question and all that follow.
  @Test
  void whoAsksTooOftenAsksSeldomer() throws Exception {
    provider
        .invites(",\"interval\":2")
        .fails("authorization_pending")
        .fails("slow_down")
        .fails("authorization_pending")
        .fails("slow_down")
        .gives("at-1", "");
    assertTrue(login().endsWith("Logged in for " + SERVER + " until 2026-11-28T12:05:30Z\n"));
    assertEquals(List.of(2L, 2L, 7L, 7L, 12L), watch.waits);
  }

  /// RFC 8628 §3.5: one that does not answer is asked half as often each time.
  @Test
  void aProviderThatIsAwayIsAskedSeldomer() throws Exception {
    provider.invites("").breaksOff().says(503, "").breaksOff().says(500, "{}").breaksOff();
    provider.fails("authorization_pending").gives("at-1", "rt-1");
    login();
    assertEquals(List.of(5L, 10L, 20L, 40L, 60L, 60L, 60L), watch.waits);
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, the login was refused at the provider",
    "expired_token, nobody finished the login while its code was good",
    "invalid_grant, the provider refuses the login: invalid_grant"
  })
  void aRefusalIsTold(String error, String words) throws Exception {
    provider.invites("").fails("authorization_pending").fails(error);
    assertEquals(words, refused().getMessage());
    assertEquals(3, provider.asked.size(), "it is asked no more");
  }

  @Test
  void nobodyIsAskedAfterTheCodesEnd() throws Exception {
    provider.says(
        200,
        """
        {"device_code":"d","user_code":"U","verification_uri":"https://a.example","expires_in":12}
        """);
    provider.fails("authorization_pending").fails("authorization_pending").gives("at-1", "");
    assertTrue(String.valueOf(refused().getMessage()).startsWith("nobody finished"));
    assertEquals(List.of(5L, 5L, 5L), watch.waits);
    assertEquals(3, provider.asked.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "nonsense",
        "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
        "{\"access_token\":\"a\\r\\nX: y\",\"token_type\":\"Bearer\"}"
      })
  void whatIsNoBearerTokenIsNotKept(String answer) throws Exception {
    provider.invites("").says(200, answer);
    assertEquals("the provider gives no bearer token", refused().getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "nonsense",
        "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"javascript:x\","
            + "\"expires_in\":9}",
        "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://x y\","
            + "\"expires_in\":9}",
        "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://x\","
            + "\"expires_in\":-9}"
      })
  void anInvitationThatCannotBeFollowedIsNone(String answer) throws Exception {
    provider.says(200, answer);
    assertTrue(String.valueOf(refused().getMessage()).contains("/device_authorization "));
    assertEquals(List.of(), watch.waits);
  }

  @Test
  void whatAProviderSaysDoesNotCommandTheTerminal() throws Exception {
    provider.says(
        401,
        "{\"error\":\"invalid_client\",\"error_description\":\"no\\u001b[2J\\nsuch\\u009bx\"}");
    assertEquals(
        "the provider refuses cli at " + provider.issuer + ": invalid_client (no[2Jsuchx)",
        refused().getMessage());
    provider.says(
        200,
        """
        {"device_code":"d","user_code":"U\\u001b[8m","verification_uri":"https://a.example",
         "expires_in":60}
        """);
    provider.gives("at-1", "");
    assertTrue(login().contains("Code  U[8m\n"));
  }

  @Test
  void aProviderMustBeWhoItIsAndGiveCodes() throws Exception {
    String issuer = provider.issuer;
    provider.issuer = "https://other.example";
    var other = assertThrows(Failure.class, () -> login("--issuer", issuer, "--client-id", "cli"));
    assertTrue(
        String.valueOf(other.getMessage()).endsWith(" is of the issuer https://other.example"));
    provider.issuer = issuer;
    provider.document.put("device_authorization_endpoint", Json.of("http://sso.example/device"));
    assertEquals("no https URL: http://sso.example/device", refused().getMessage());
    provider.document.remove("device_authorization_endpoint");
    assertEquals(issuer + " has no device authorization endpoint", refused().getMessage());
    for (String url : List.of("http://sso.example", "https://u@sso.example", "sso", "file:/etc")) {
      var wrong = assertThrows(Failure.class, () -> login("--issuer", url, "--client-id", "cli"));
      assertTrue(String.valueOf(wrong.getMessage()).startsWith("no https URL: "), url);
    }
    assertEquals(List.of(), provider.asked);
  }

  @Test
  void aProviderThatIsDownIsTold() throws Exception {
    provider.close();
    Failure failure = refused();
    assertEquals(
        provider.issuer + "/.well-known/openid-configuration does not answer",
        failure.getMessage());
    assertEquals(1, failure.hints().size());
  }

  @Test
  void theDirectorySaysWhichProviderAndClient() throws Exception {
    Files.writeString(
        folder.resolve("mailkeep.toml"),
        """
        [directory.sso]
        type = "oidc"
        issuer-url = "%s"
        sign-in.client-id = "con sole"
        sign-in.client-secret = "s:1"
        sign-in.scopes = ["openid", "mail"]
        """
            .formatted(provider.issuer));
    provider.invites("").gives("at-1", "rt-1");
    login(new String[0]);
    String basic = " Basic Y29uK3NvbGU6cyUzQTE="; // con+sole:s%3A1
    assertEquals(
        "/device_authorization client_id=con+sole&" + CHALLENGE + "&scope=openid+mail" + basic,
        provider.asked.getFirst());
    assertTrue(provider.asked.getLast().endsWith(basic));
    provider.invites("").gives("at-1", "rt-1");
    login("--client-id", "other", "--directory", "sso", "--scope", "openid");
    assertEquals(
        "/device_authorization client_id=other&" + CHALLENGE + "&scope=openid",
        provider.asked.get(2));
  }

  @Test
  void withSeveralDirectoriesOneIsNamed() throws Exception {
    assertUsage("the configuration has no directory of a provider");
    assertUsage("--issuer needs --client-id", "--issuer", "https://sso.example");
    Files.writeString(
        folder.resolve("mailkeep.toml"),
        """
        [directory.one]
        type = "oidc"
        issuer-url = "https://one.example"
        [directory.two]
        type = "oidc"
        issuer-url = "https://two.example"
        [directory.three]
        type = "internal"
        """);
    assertUsage("say --directory, one of one, two");
    assertUsage("there is no directory three", "--directory", "three");
    assertUsage("say --client-id, or directory.two.sign-in.client-id", "--directory", "two");
  }

  private void assertUsage(String words, String... line) {
    var failure = assertThrows(Failure.class, () -> login(line));
    assertTrue(String.valueOf(failure.getMessage()).startsWith(words), failure.getMessage());
    assertEquals(2, failure.status());
  }
}
