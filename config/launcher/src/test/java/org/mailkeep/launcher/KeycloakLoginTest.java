package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.servers.KeycloakServer;
import org.mailkeep.store.servers.TestAuthority;

/// Logins at a provider of the world's.
@Tag("servers")
class KeycloakLoginTest {
  private static final Pattern WHOLE = Pattern.compile("(?m)^or    (\\S+)$");
  private static KeycloakServer keycloak;

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<Long> waits = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    keycloak = KeycloakServer.started();
  }

  @AfterAll
  static void stop() throws IOException {
    keycloak.close();
  }

  @BeforeEach
  void configure() throws IOException {
    configure(keycloak.issuer(), "");
  }

  private void configure(String issuer, String more) throws IOException {
    Files.writeString(
        folder.resolve("mailkeep.toml"),
        """
        [directory.sso]
        type = "oidc"
        issuer-url = "%s"
        sign-in.client-id = "console"
        sign-in.client-secret = "console-secret"
        %s
        """
            .formatted(issuer, more));
  }

  private Context context() {
    Map<String, String> environment = Map.of("MAILKEEP_URL", "http://127.0.0.1:1");
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new Context(
        new Project(folder),
        new InstanceFolder(folder),
        environment::get,
        InputStream.nullInputStream(),
        out,
        out);
  }

  private void run(Command command) throws Exception {
    command.run(context(), Arguments.none());
  }

  private KeptLogin kept() throws Exception {
    return KeptLogin.of(new InstanceFolder(folder)).orElseThrow();
  }

  /// Has no patience at first, and then a person at a browser for whom it waits.
  private Watch watch(String button) {
    return new Watch() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        waits.add(time.toSeconds());
        if (waits.size() < 3) {
          return;
        }
        Instant until = now().plus(time);
        if (waits.size() == 3) {
          answer(button);
        }
        Thread.sleep(Duration.between(now(), until).plusMillis(1).toMillis());
      }
    };
  }

  private void answer(String button) throws InterruptedException {
    Matcher place = WHOLE.matcher(said.toString(StandardCharsets.UTF_8));
    assertTrue(place.find(), said.toString(StandardCharsets.UTF_8));
    try (var browser = new Browser()) {
      browser.answers(URI.create(place.group(1)), "boss", button);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keycloak says so when it is asked twice within its interval.
  @Test
  void whoLogsInWithABrowserIsKnownUntilTheyLogOut() throws Exception {
    run(new LoginCommand(watch("accept"), Chance.secure()));
    assertEquals(List.of(5L, 5L, 10L), waits, said.toString(StandardCharsets.UTF_8));
    Tokens first = kept().tokens();
    String claims =
        new String(
            Base64.getUrlDecoder().decode(first.access().split("\\.", -1)[1]),
            StandardCharsets.UTF_8);
    assertEquals("boss", Json.parse(claims).member("preferred_username").text());
    assertTrue(claims.contains("\"mailkeep\""), claims);

    var ended = new Tokens(first.access(), first.refresh(), Optional.of(Instant.EPOCH));
    KeptLogin late = kept().with(ended);
    var token = new KeptToken(new InstanceFolder(folder), late, Watch.REAL);
    String field = token.field();
    assertEquals("Bearer " + kept().tokens().access(), field);
    assertNotEquals(first.access(), kept().tokens().access());

    run(new LogoutCommand());
    assertTrue(
        said.toString(StandardCharsets.UTF_8).endsWith("Logged out of http://127.0.0.1:1\n"),
        said.toString(StandardCharsets.UTF_8));
    assertFalse(Files.exists(new InstanceFolder(folder).keptLogin()));
    var gone = new KeptToken(new InstanceFolder(folder), late, Watch.REAL);
    assertEquals(
        "the login has ended: invalid_grant",
        String.valueOf(assertThrows(Failure.class, gone::field).getMessage()).split(" \\(", 2)[0]);
  }

  @Test
  void aProviderOfAPrivateAuthorityIsTrustedByItsName() throws Exception {
    String issuer = keycloak.tlsIssuer();
    String ours = TestAuthority.setting(keycloak.authority());
    configure(issuer, "");
    assertDistrusted("unless tls.ca names its authority");
    configure(issuer.replace("127.0.0.1", "localhost"), ours);
    assertDistrusted("No name matching localhost found");
    configure(issuer, ours);
    SignInClient client = client();
    try (var provider = new Provider(client)) {
      assertEquals(issuer, provider.discover().member("issuer").text());
    }
    var login = new KeptLogin("s", client, new Tokens("a", "r", Optional.empty()));
    login.keep(new InstanceFolder(folder));
    assertEquals(login, kept());
  }

  private SignInClient client() throws Failure {
    return SignInClient.of(context(), Arguments.none());
  }

  private void assertDistrusted(String why) throws Failure {
    try (var provider = new Provider(client())) {
      Failure failure = assertThrows(Failure.class, provider::discover);
      assertTrue(failure.hints().toString().contains(why), failure.hints().toString());
    }
  }

  @Test
  void whoSaysNoIsNotLoggedIn() {
    var failure =
        assertThrows(Failure.class, () -> run(new LoginCommand(watch("cancel"), Chance.secure())));
    assertEquals("the login was refused at the provider", failure.getMessage());
    assertFalse(Files.exists(new InstanceFolder(folder).keptLogin()));
  }
}
