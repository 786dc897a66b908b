package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.ServerTrust;

/// What commands do with a login that is kept, and how it ends.
class KeptLoginTest {
  private static final Instant PAST = Instant.EPOCH;
  private static final Instant FUTURE = Instant.parse("9999-12-31T00:00:00Z");

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private ScriptedProvider provider;
  private ScriptedApi api;

  @BeforeEach
  void open() throws IOException {
    provider = new ScriptedProvider();
    api = new ScriptedApi(folder);
    environment.put("MAILKEEP_URL", api.url());
  }

  @AfterEach
  void close() {
    provider.close();
    api.close();
  }

  private InstanceFolder instance() {
    return new InstanceFolder(folder);
  }

  private KeptLogin login(String access, String refresh, Instant end) {
    var client =
        new SignInClient(
            provider.issuer,
            "cli",
            "secret",
            "openid",
            new SignInClient.Trust(false, new ServerTrust.Anyone()));
    return new KeptLogin(api.url(), client, new Tokens(access, refresh, Optional.of(end)));
  }

  /// Who a command says that it is.
  private String caller(String... more) throws Exception {
    api.says(200, "{\"data\":[]}");
    var line = new ArrayList<>(List.of("list"));
    line.addAll(List.of(more));
    new Script(folder, new CacheCommand(), environment)
        .said("typed\n", line.toArray(String[]::new));
    return api.authorization();
  }

  private String logout() throws Exception {
    return new Script(folder, new LogoutCommand(), environment).said("");
  }

  @Test
  void aLoginIsKeptAsItIs() throws Exception {
    for (var login :
        List.of(
            login("a", "r", FUTURE),
            new KeptLogin(
                "https://mail.example",
                new SignInClient(
                    "i", "n", "", "", new SignInClient.Trust(true, new ServerTrust.Usual())),
                new Tokens("b", "", Optional.empty())))) {
      login.keep(instance());
      assertEquals(Optional.of(login), KeptLogin.of(instance()));
    }
  }

  @Test
  void itsTokenIsShownToItsServerUnlessSomebodyIsNamed() throws Exception {
    login("at-1", "", FUTURE).keep(instance());
    assertEquals("Bearer at-1", caller());
    assertEquals("Bearer at-1", caller("--url", api.url() + "/"));
    String admin = "Basic YWRtaW46dHlwZWQ="; // admin:typed
    assertEquals(admin, caller("--password-stdin"));
    assertEquals("Basic am9lOnR5cGVk", caller("--user", "joe", "--password-stdin"));
    assertEquals(
        admin, caller("--url", api.url().replace("127.0.0.1", "localhost"), "--password-stdin"));
    environment.put("MAILKEEP_PASSWORD", "typed");
    assertEquals(admin, caller());
    environment.remove("MAILKEEP_PASSWORD");
    Secrets.write(instance().initialPassword(), "typed");
    assertEquals("Bearer at-1", caller(), "a login is newer than the first password");
    assertEquals(admin, caller("--url", api.url().replace("127.0.0.1", "localhost")));
    assertEquals(List.of(), provider.asked);
  }

  @Test
  void aTokenThatEndsIsRenewed() throws Exception {
    login("at-1", "rt/1", PAST).keep(instance());
    provider.gives("at-2", "rt-2");
    assertEquals("Bearer at-2", caller());
    assertEquals(
        List.of(
            "/token client_id=cli&grant_type=refresh_token&refresh_token=rt%2F1"
                + " Basic Y2xpOnNlY3JldA=="),
        provider.asked);
    KeptLogin kept = KeptLogin.of(instance()).orElseThrow();
    assertEquals("rt-2", kept.tokens().refresh());
    assertTrue(kept.tokens().expires().orElseThrow().isAfter(Instant.now().plusSeconds(60)));
    assertEquals("Bearer at-2", caller());
    assertEquals(1, provider.asked.size());
  }

  /// RFC 6749 §6.
  @Test
  void aRefreshTokenStaysUnlessThereIsANewOne() throws Exception {
    login("at-1", "rt-1", PAST).keep(instance());
    provider.gives("at-2", "");
    caller();
    assertEquals("rt-1", KeptLogin.of(instance()).orElseThrow().tokens().refresh());
  }

  @Test
  void aLoginThatCannotBeRenewedHasEnded() throws Exception {
    login("at-1", "", PAST).keep(instance());
    assertEquals("the login has ended", assertThrows(Failure.class, this::caller).getMessage());
    login("at-1", "rt-1", PAST).keep(instance());
    provider.fails("invalid_grant");
    var failure = assertThrows(Failure.class, this::caller);
    assertEquals("the login has ended: invalid_grant", failure.getMessage());
    assertEquals(List.of("config/mailkeep login gets a new token"), failure.hints());
    assertEquals(List.of(), api.asked, "nothing is asked as nobody");
  }

  /// A refresh token may be good for once.
  @Test
  void whatAnotherCommandHasRenewedIsTaken() throws Exception {
    login("at-1", "rt-1", PAST).keep(instance());
    KeptLogin theirs = login("at-2", "rt-2", FUTURE);
    provider.first = () -> keep(theirs);
    provider.fails("invalid_grant");
    assertEquals("Bearer at-2", caller());
    assertEquals(Optional.of(theirs), KeptLogin.of(instance()));
  }

  private void keep(KeptLogin login) {
    try {
      login.keep(instance());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aServerThatDoesNotTakeItIsTold() throws Exception {
    login("at-1", "rt-1", FUTURE).keep(instance());
    api.says(401, "{\"title\":\"Unauthorized\",\"detail\":\"log in\"}");
    var failure =
        assertThrows(
            Failure.class,
            () -> new Script(folder, new CacheCommand(), environment).said("", "list"));
    assertEquals("log in (HTTP 401)", failure.getMessage());
    assertEquals(1, failure.hints().size());
    assertTrue(failure.hints().getFirst().startsWith("config/mailkeep login "));
  }

  @Test
  void whoLogsOutIsForgottenAndTheTokenTakenBack() throws Exception {
    login("at-1", "rt-1", FUTURE).keep(instance());
    provider.says(200, "");
    assertEquals("Logged out of " + api.url() + "\n", logout());
    assertFalse(Files.exists(instance().keptLogin()));
    assertEquals(
        List.of(
            "/revocation client_id=cli&token=rt-1&token_type_hint=refresh_token"
                + " Basic Y2xpOnNlY3JldA=="),
        provider.asked);
    assertEquals("Nobody is logged in\n", logout());
    login("at-1", "", FUTURE).keep(instance());
    provider.says(200, "");
    logout();
    assertTrue(provider.asked.getLast().contains("token=at-1&token_type_hint=access_token"));
  }

  @Test
  void aLogoutNeedsNoProvider() throws Exception {
    login("at-1", "rt-1", FUTURE).keep(instance());
    provider.fails("invalid_client");
    assertTrue(logout().endsWith("The provider does not take the token back: invalid_client\n"));
    login("at-1", "rt-1", FUTURE).keep(instance());
    provider.document.remove("revocation_endpoint");
    assertEquals("Logged out of " + api.url() + "\n", logout());
    login("at-1", "rt-1", FUTURE).keep(instance());
    provider.close();
    assertTrue(logout().contains("The provider cannot be told: "));
    assertFalse(Files.exists(instance().keptLogin()));
  }

  @Test
  void aDamagedLoginIsToldAndCanBeLeft() throws Exception {
    for (String text : List.of("{", "{\"expires\":\"soon\"}")) {
      Files.writeString(instance().keptLogin(), text);
      var failure = assertThrows(Failure.class, this::caller);
      assertTrue(String.valueOf(failure.getMessage()).endsWith("login is damaged"));
      assertThrows(Failure.class, this::logout);
      assertFalse(Files.exists(instance().keptLogin()));
    }
  }
}
