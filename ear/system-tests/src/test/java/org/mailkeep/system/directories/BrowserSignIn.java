package org.mailkeep.system.directories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mailkeep.store.servers.KeycloakServer;
import org.mailkeep.system.MailServer;

/// Administrators sign in with a browser at the provider.
///
/// @param settings of the server
record BrowserSignIn(MailServer server, KeycloakServer keycloak, String settings) {
  private static final String GUARD = "X-CSRF-Token";
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String SHOWN = "/api/principal/jane";

  private URI home() {
    return URI.create("http://127.0.0.1:" + server.port("http"));
  }

  private Visitor visitor() {
    return new Visitor(home());
  }

  private static void assertStatus(int expected, HttpResponse<String> answer) {
    assertEquals(expected, answer.statusCode(), answer.uri() + ": " + answer.body());
  }

  void works() throws IOException, InterruptedException {
    try (var boss = visitor();
        var jane = visitor()) {
      assertStatus(401, boss.get(SHOWN));
      boss.signIn("boss");
      assertEquals("boss", boss.session().member("login").text());
      assertStatus(200, boss.get(SHOWN));
      jane.signIn("jane");
      assertStatus(403, jane.get(SHOWN));
      pagesOfOthersChangeNothing(boss);
      boss.signsOut();
    }
    whatIsNotOfThisBrowserIsRefused();
    aSessionEnds();
  }

  private void pagesOfOthersChangeNothing(Visitor boss) throws IOException, InterruptedException {
    assertStatus(403, boss.call("POST", "/api/reload", ""));
    assertStatus(403, boss.call("POST", "/api/reload", "", GUARD, "guessed"));
    String token = boss.session().member("token").text();
    assertStatus(200, boss.call("POST", "/api/reload", "", GUARD, token));
    String trail = server.api().call("GET", "/api/audit?limit=50", "");
    assertTrue(trail.contains("\"mechanism\":\"browser\""), trail);
    assertTrue(trail.contains("\"operation\":\"sign-in\""), trail);
  }

  /// A wrong state, a code that was used, one of another browser.
  private void whatIsNotOfThisBrowserIsRefused() throws IOException, InterruptedException {
    try (var boss = visitor();
        var other = visitor()) {
      URI back = boss.comeBack("boss");
      assertStatus(403, boss.get("/auth/callback?state=made-up&code=x"));
      assertStatus(403, other.get(back));
      other.get("/auth/login");
      assertStatus(403, other.get(back));
      assertStatus(303, boss.get(back));
      assertStatus(403, boss.get(back));
      assertStatus(200, boss.get(SHOWN));
      assertStatus(400, other.get("/auth/login?then=//evil.example"));
      assertStatus(404, other.get("/auth/login?directory=other"));
      assertStatus(403, other.get("/auth/callback?error=access_denied&state=x"));
    }
  }

  private void aSessionEnds() throws IOException, InterruptedException {
    try (var boss = visitor()) {
      boss.signIn("boss");
      assertStatus(200, boss.get(SHOWN));
      server.configure("authentication.session.max-lifetime = \"1s\"\n" + settings);
      server.launcher("reload").success();
      long end = System.nanoTime() + PATIENCE;
      while (boss.get(SHOWN).statusCode() != 401) {
        assertTrue(System.nanoTime() < end, "a session does not end");
        LockSupport.parkNanos(PAUSE);
      }
      server.configure(settings);
      server.launcher("reload").success();
    }
  }

  /// Who has signed in stays so; who comes back while it is down is let in later.
  void whileTheProviderIsDown() throws IOException, InterruptedException {
    try (var boss = visitor();
        var late = visitor()) {
      boss.signIn("boss");
      URI back = late.comeBack("boss");
      keycloak.kill();
      assertStatus(503, late.get(back));
      assertStatus(200, boss.get(SHOWN));
      String token = boss.session().member("token").text();
      assertNotEquals("", token);
      boss.signOut(token);
      assertStatus(401, boss.get(SHOWN));
    }
  }
}
