package org.mailkeep.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.launcher.Json;

/// The REST API over HTTP. Every test works in a domain of its own.
@ExtendWith(MailServerExtension.class)
final class ApiTest {
  private Http anyone;
  private Http admin;

  @BeforeEach
  void connect(MailServer server) throws IOException {
    String password = Files.readString(server.instance().resolve("initial-admin-password")).strip();
    anyone = Http.to(server);
    admin = anyone.as("admin", password);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/api/domain/missing.example||404",
        "GET|/api/nothing||404",
        "GET|/api/principal/nobody||404",
        "GET|/api/queue/messages/!||404",
        "GET|/api/mail/nobody/rights?mailbox=INBOX||404",
        "GET|/api/mail/admin/rights?mailbox=Nowhere||404",
        "GET|/api/mail/admin/rights||422",
        "PUT|/api/mail/admin/rights/anyone?mailbox=INBOX|{\"rights\": \"LR\"}|422",
        "PUT|/api/mail/admin/rights/anyone?mailbox=INBOX|{\"letters\": \"lr\"}|422",
        "DELETE|/api/mail/admin/rights/anyone?mailbox=INBOX||404",
        "DELETE|/api/cache/nothing||404",
        "PUT|/api/domain/api.example||405",
        "DELETE|/api/reload||405",
        "GET|/api/domain?page=x||422",
        "GET|/api/domain?limit=0||422",
        "GET|/api/domain?limit=1001||422",
        "GET|/api/domain?colour=red||422",
        "GET|/api/domain?page=1&page=2||422",
        "GET|/api/principal?types=crowd||422",
        "GET|/api/principal?types=domain,list||422",
        "DELETE|/api/principal||422",
        "POST|/api/principal/deploy|{}|400",
        "POST|/api/principal/deploy|[]|400",
        "GET|/api/queue/messages?after=!||422",
        "PATCH|/api/queue/messages||422",
        "DELETE|/api/queue/messages||422",
        "POST|/api/domain/not_a..domain||422",
        "POST|/api/domain/x.example|{\"colour\": \"red\"}|422",
        "POST|/api/domain/x.example|{\"description\": 1}|422",
        "POST|/api/principal|{|400",
        "POST|/api/principal|[]|400",
        "POST|/api/principal|{} {}|400",
        "POST|/api/principal|{}|422",
        "POST|/api/principal|{\"name\": \"x\", \"colour\": \"red\"}|422",
        "POST|/api/principal|{\"name\": \"x\", \"secrets\": [\"short\"]}|422",
        "POST|/api/principal|{\"name\": \"x@missing.example\"}|409",
        "POST|/api/principal|{\"name\": \"admin\"}|409",
        "PATCH|/api/principal/admin|{}|400",
        "PATCH|/api/principal/admin|[{}]|422",
        "DELETE|/api/principal/admin||409"
      })
  void aRefusalIsAProblemDocument(String method, String path, String body, int status)
      throws IOException, InterruptedException {
    Http.Answer answer = admin.send(method, path, body == null ? "" : body);
    assertProblem(answer, status);
    if (status == 405) {
      assertFalse(answer.field("Allow").isBlank(), "Allow");
    }
  }

  @Test
  void rightsOnAMailboxAreGivenAndTakenAway(MailServer server)
      throws IOException, InterruptedException {
    Api api = server.api();
    api.createDomain("granted.example");
    api.createAccount("jane@granted.example", "correct horse battery");
    api.createAccount("joe@granted.example", "correct horse battery");
    String rights = "/api/mail/jane@granted.example/rights";
    String joe = rights + "/joe@granted.example?mailbox=Drafts";
    String given =
        "{\"data\":{\"items\":[{\"identifier\":\"joe@granted.example\",\"rights\":\"lr\"}]}}";
    assertEquals(given, api.call("PUT", joe, "{\"rights\": \"lr\"}"));
    assertEquals(given, api.call("GET", rights + "?mailbox=Drafts", ""));
    assertEquals("{\"data\":{\"items\":[]}}", api.call("DELETE", joe, ""));
    assertEquals("{\"data\":{\"items\":[]}}", api.call("GET", rights + "?mailbox=Drafts", ""));
  }

  @Test
  void whoIsNotLoggedInIsChallenged(MailServer server) throws IOException, InterruptedException {
    for (Http stranger :
        List.of(
            anyone,
            anyone.as("admin", "wrong"),
            anyone.as("nobody@example.org", "wrong"),
            anyone.with("Authorization", "Basic !!!"),
            anyone.with("Authorization", "Bearer abc"))) {
      Http.Answer answer = stranger.get("/api/domain");
      assertProblem(answer, 401);
      List<String> challenges = answer.response().headers().allValues("WWW-Authenticate");
      assertTrue(
          challenges.stream().anyMatch(challenge -> challenge.startsWith("Basic realm=")),
          challenges.toString());
    }
    assertProblem(anyone.send("POST", "/api/reload", ""), 401);
    assertProblem(anyone.get("/api/nothing"), 401);
  }

  @Test
  void aBodyIsJsonAndBounded() throws IOException, InterruptedException {
    String name = "{\"name\": \"%s\"}";
    assertProblem(
        admin.with("Content-Type", "text/plain").send("POST", "/api/principal", name), 415);
    assertProblem(admin.send("POST", "/api/principal", name.formatted("x".repeat(2 << 20))), 413);
    assertProblem(admin.send("POST", "/api/principal", "[".repeat(100_000)), 400);
  }

  @Test
  void otherSitesCannotActThroughABrowser() throws IOException, InterruptedException {
    Http browser = admin.with("Sec-Fetch-Site", "cross-site");
    assertProblem(browser.send("POST", "/api/domain/forged.example", ""), 403);
    assertEquals(200, browser.get("/api/domain").status());
    assertProblem(admin.get("/api/domain/forged.example"), 404);
  }

  @Test
  void aDomainLivesFromPostToDelete() throws IOException, InterruptedException {
    String path = "/api/domain/life.example";
    Http.Answer made = admin.send("POST", path, "{\"description\": \"first\"}");
    assertEquals(201, made.status(), made.toString());
    assertTrue(made.field("Location").endsWith(path), made.field("Location"));
    assertEquals("first", made.data().member("description").text());
    assertEquals("no-store", made.field("Cache-Control"));
    assertProblem(admin.send("POST", path, ""), 409);
    Http.Answer changed = admin.send("PATCH", path, "{\"description\": \"second\"}");
    assertEquals("second", changed.data().member("description").text());
    assertEquals(200, admin.send("DELETE", path, "").status());
    assertProblem(admin.get(path), 404);
    assertProblem(admin.send("DELETE", path, ""), 404);
  }

  @Test
  void anAccountLivesFromPostToDelete() throws IOException, InterruptedException {
    domain("people.example");
    Http.Answer made =
        admin.send(
            "POST",
            "/api/principal",
            """
            {"type": "individual", "name": "Jane@people.example", "description": "Jane Doe",
             "quota": "1g", "secrets": ["jane's secret"],
             "emails": ["jane@people.example", "@people.example"]}
            """);
    assertEquals(201, made.status(), made.toString());
    assertEquals("jane@people.example", made.data().member("name").text());
    assertEquals("1073741824", made.data().member("quota").text());
    assertFalse(made.response().body().contains("argon2"), "secrets are shown");
    String path = made.field("Location").replaceFirst("https?://[^/]+", "");
    assertEquals(made.data(), admin.get(path).data());
    assertEquals(made.data(), admin.get("/api/principal/jane@people.example").data());
    Http.Answer changed =
        admin.send(
            "PATCH",
            path,
            """
            [{"action": "addItem", "field": "emails", "value": "j.doe@people.example"},
             {"action": "removeItem", "field": "emails", "value": "@people.example"},
             {"action": "set", "field": "description", "value": "Jane Roe"},
             {"action": "set", "field": "quota", "value": null}]
            """);
    assertEquals(
        "[\"jane@people.example\",\"j.doe@people.example\"]",
        changed.data().member("emails").json());
    assertEquals("", changed.data().member("quota").text());
    assertProblem(admin.send("DELETE", "/api/domain/people.example", ""), 409);
    assertEquals(200, admin.send("DELETE", path, "").status());
    assertProblem(admin.get(path), 404);
    assertEquals(200, admin.send("DELETE", "/api/domain/people.example", "").status());
  }

  @Test
  void aPatchIsAllOrNothing() throws IOException, InterruptedException {
    domain("atomic.example");
    account("a@atomic.example");
    Http.Answer refused =
        admin.send(
            "PATCH",
            "/api/principal/a@atomic.example",
            """
            [{"action": "set", "field": "description", "value": "changed"},
             {"action": "set", "field": "colour", "value": "red"}]
            """);
    assertProblem(refused, 422);
    assertEquals(
        "/1/value", refused.json().member("errors").items().getFirst().member("pointer").text());
    Json account = admin.get("/api/principal/a@atomic.example").data();
    assertEquals("", account.member("description").text());
  }

  @Test
  void aUserMayChangeTheirPasswordAndNoMore() throws IOException, InterruptedException {
    domain("user.example");
    account("u@user.example");
    Http user = anyone.as("u@user.example", "a good secret");
    for (String path : List.of("domain", "principal", "queue/messages", "status", "cache")) {
      assertProblem(user.get("/api/" + path), 403);
    }
    assertProblem(user.send("POST", "/api/reload", ""), 403);
    assertProblem(user.send("POST", "/api/domain/mine.example", ""), 403);
    assertProblem(user.send("PUT", "/api/account/password", "{\"password\": \"short\"}"), 422);
    String fresh = "{\"password\": \"a better secret\"}";
    assertEquals(200, user.send("PUT", "/api/account/password", fresh).status());
    assertProblem(user.get("/api/domain"), 401);
    assertProblem(anyone.as("u@user.example", "a better secret").get("/api/domain"), 403);
    admin.send(
        "PATCH",
        "/api/principal/u@user.example",
        "[{\"action\": \"set\", \"field\": \"enabled\", \"value\": false}]");
    assertProblem(anyone.as("u@user.example", "a better secret").get("/api/domain"), 401);
  }

  @Test
  void listsComeInPages() throws IOException, InterruptedException {
    domain("pages.example");
    var all = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      all.add("p" + i + "@pages.example");
      account(all.getLast());
    }
    var read = new ArrayList<String>();
    String after = "";
    do {
      Json page = admin.get("/api/principal?filter=@pages.example&limit=2&after=" + after).data();
      page.member("items").items().forEach(item -> read.add(item.member("name").text()));
      after = page.member("next").text();
    } while (!after.isEmpty());
    assertEquals(all, read);
    Json second = admin.get("/api/principal?filter=@pages.example&limit=2&page=2").data();
    assertEquals("5", second.member("total").text());
    assertEquals(
        "p2@pages.example", second.member("items").items().getFirst().member("name").text());
    assertEquals(1, admin.get("/api/domain?filter=pages.ex").data().member("items").items().size());
  }

  @Test
  void theDescriptionIsForAnyoneAndWhatItDescribesIsThere()
      throws IOException, InterruptedException {
    Http.Answer answer = anyone.get("/api/openapi");
    assertEquals(200, answer.status(), answer.toString());
    assertEquals("3.1.0", answer.json().member("openapi").text());
    if (!(answer.json().member("paths") instanceof Json.Members(var paths))) {
      throw new AssertionError("no paths");
    }
    for (var path : paths.entrySet()) {
      if (path.getValue() instanceof Json.Members(var methods)
          && methods.containsKey("get")
          && !path.getKey().contains("{")) {
        assertEquals(200, admin.get("/api" + path.getKey()).status(), path.getKey());
      }
    }
  }

  @Test
  void cachesAreListedAndEmptied() throws IOException, InterruptedException {
    var names = new ArrayList<String>();
    admin.get("/api/cache").data().items().forEach(cache -> names.add(cache.member("name").text()));
    assertTrue(names.containsAll(List.of("principal", "address", "domain", "login")), "" + names);
    assertEquals("[\"login\"]", admin.send("DELETE", "/api/cache/login", "").data().json());
    assertEquals(names.size(), admin.send("DELETE", "/api/cache", "").data().items().size());
  }

  @Test
  void theServerTellsHowItFaresAndReloads() throws IOException, InterruptedException {
    Json status = admin.get("/api/status").data();
    assertEquals("true", status.member("ready").text(), status.json());
    assertFalse(status.member("listeners").items().isEmpty(), status.json());
    assertFalse(status.member("stores").items().isEmpty(), status.json());
    Http.Answer reloaded = admin.send("POST", "/api/reload", "");
    assertEquals(200, reloaded.status(), reloaded.toString());
    assertEquals("[]", reloaded.data().member("restartNeeded").json());
  }

  @Test
  void metricsAreForThisMachineAndForThoseWhoMay() throws IOException, InterruptedException {
    Http.Answer here = anyone.get("/metrics");
    assertEquals(200, here.status());
    assertTrue(here.field("Content-Type").startsWith("text/plain"), here.field("Content-Type"));
    assertTrue(here.response().body().contains("mailkeep_"), here.toString());
    Http proxied = anyone.with("X-Forwarded-For", "192.0.2.1");
    assertEquals(401, proxied.get("/metrics").status());
    assertEquals(200, admin.with("X-Forwarded-For", "192.0.2.1").get("/metrics").status());
  }

  private void domain(String name) throws IOException, InterruptedException {
    Http.Answer answer = admin.send("POST", "/api/domain/" + name, "");
    assertEquals(201, answer.status(), answer.toString());
  }

  private void account(String address) throws IOException, InterruptedException {
    String body = "{\"name\": \"%s\", \"secrets\": \"a good secret\"}".formatted(address);
    Http.Answer answer = admin.send("POST", "/api/principal", body);
    assertEquals(201, answer.status(), answer.toString());
  }

  private static void assertProblem(Http.Answer answer, int status) {
    assertEquals(status, answer.status(), answer.toString());
    assertTrue(
        answer.field("Content-Type").startsWith("application/problem+json"),
        answer.field("Content-Type"));
    Json problem = answer.json();
    assertEquals("" + status, problem.member("status").text());
    assertFalse(problem.member("title").text().isBlank(), answer.toString());
    assertFalse(problem.member("detail").text().isBlank(), answer.toString());
  }
}
