package org.mailkeep.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mailkeep.launcher.Json;

/// Who may do what, over HTTP and the command line: permissions, roles, keys of the API, tenants.
@ExtendWith(MailServerExtension.class)
final class AccessTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final String NEEDS = "this takes the permission ";
  private Http anyone;
  private Http admin;

  @BeforeEach
  void connect(MailServer server) throws IOException {
    String password = Files.readString(server.instance().resolve("initial-admin-password")).strip();
    anyone = Http.to(server);
    admin = anyone.as("admin", password);
  }

  /// Each operation that the description has, but those for anyone.
  @Test
  void everyOperationNamesThePermissionThatIsMissing() throws Exception {
    domain("walk.example");
    account("u@walk.example", "user");
    Http user = anyone.as("u@walk.example", "a good secret");
    var paths = (Json.Members) anyone.get("/api/openapi").json().member("paths");
    int refused = 0;
    for (Map.Entry<String, Json> path : paths.values().entrySet()) {
      if (path.getKey().equals("/openapi") || path.getKey().startsWith("/account")) {
        continue;
      }
      String concrete = "/api" + path.getKey().replaceAll("\\{[^}]*}", "1");
      for (String method : ((Json.Members) path.getValue()).values().keySet()) {
        if (METHODS.contains(method)) {
          Http.Answer answer = user.send(method.toUpperCase(Locale.ROOT), concrete, "");
          assertEquals(403, answer.status(), method + " " + concrete + ": " + answer);
          assertTrue(answer.json().member("detail").text().startsWith(NEEDS), answer.toString());
          refused++;
        }
      }
    }
    assertTrue(refused > 35, refused + " operations");
    Json own = user.get("/api/account").data();
    assertEquals("u@walk.example", own.member("name").text());
    assertTrue(own.member("permissions").json().contains("\"imap-fetch\""), own.json());
    assertFalse(own.member("permissions").json().contains("queue"), own.json());
  }

  @Test
  void rolesOfAGroupAreItsMembers() throws Exception {
    domain("group.example");
    account("m@group.example", "user");
    Http member = anyone.as("m@group.example", "a good secret");
    assertEquals(403, member.get("/api/queue/status").status());
    role("watcher", "\"enabledPermissions\": [\"queue-status-get\", \"cross-tenant\"]");
    Http.Answer group =
        admin.send(
            "POST",
            "/api/principal",
            """
            {"type": "group", "name": "ops@group.example", "roles": ["watcher"],
             "members": ["m@group.example"]}
            """);
    assertEquals(201, group.status(), group.toString());
    assertEquals(200, member.get("/api/queue/status").status());
    assertEquals(409, admin.send("DELETE", "/api/principal/watcher", "").status());
    assertEquals(200, admin.send("DELETE", "/api/principal/ops@group.example", "").status());
    assertEquals(403, member.get("/api/queue/status").status());
    assertEquals(200, admin.send("DELETE", "/api/principal/watcher", "").status());
  }

  @Test
  void aKeyDoesWhatItMayFromWhereItMayUntilItIsRemoved() throws Exception {
    Http.Answer made =
        admin.send(
            "POST",
            "/api/principal",
            """
            {"type": "api-key", "name": "monitor", "enabledPermissions": ["server-status"],
             "allowedIps": ["127.0.0.0/8"], "expires": "2099-01-01T00:00:00Z"}
            """);
    assertEquals(201, made.status(), made.toString());
    String secret = made.data().member("secret").text();
    String path = "/api/principal/" + made.data().member("id").text();
    Http key = anyone.with("Authorization", "Bearer " + secret);
    assertEquals(200, key.get("/api/status").status());
    Http.Answer refused = key.get("/api/queue/status");
    assertEquals(403, refused.status());
    assertEquals(NEEDS + "queue-status-get", refused.json().member("detail").text());
    assertEquals("", admin.get(path).data().member("secret").text());
    assertFalse(admin.get("/api/principal?types=api-key").toString().contains(secret));
    assertEquals(401, anyone.with("Authorization", "Bearer " + secret + "x").get(path).status());
    patch("monitor", "allowedIps", "[\"192.0.2.1\"]");
    assertEquals(401, key.get("/api/status").status());
    patch("monitor", "allowedIps", "[]");
    assertEquals(200, key.get("/api/status").status());
    assertEquals(200, admin.send("DELETE", path, "").status());
    assertEquals(401, key.get("/api/status").status());
  }

  @Test
  void anAdministratorOfATenantLooksAfterItAlone() throws Exception {
    domain("one.example");
    domain("two.example");
    account("boss@one.example", "tenant-admin");
    account("p@one.example", "user");
    account("p@two.example", "user");
    Http boss = anyone.as("boss@one.example", "a good secret");
    Json list = boss.get("/api/principal").data();
    assertEquals("2", list.member("total").text(), list.json());
    assertEquals(1, boss.get("/api/domain").data().member("items").items().size());
    assertEquals(200, boss.get("/api/principal/p@one.example").status());
    String mine = "[{\"action\": \"set\", \"field\": \"secrets\", \"value\": \"my new secret\"}]";
    for (String theirs : List.of("p@two.example", "two.example")) {
      assertEquals(404, boss.get("/api/principal/" + theirs).status(), theirs);
      Http.Answer changed = boss.send("PATCH", "/api/principal/" + theirs, mine);
      assertTrue(Set.of(403, 404).contains(changed.status()), changed.toString());
      Http.Answer gone = boss.send("DELETE", "/api/principal/" + theirs, "");
      assertTrue(Set.of(403, 404).contains(gone.status()), gone.toString());
    }
    assertEquals(200, boss.send("PATCH", "/api/principal/p@one.example", mine).status());
    assertEquals(404, boss.get("/api/domain/two.example").status());
    assertEquals(
        422, boss.send("POST", "/api/principal", "{\"name\": \"x@two.example\"}").status());
    assertEquals(
        201, boss.send("POST", "/api/principal", "{\"name\": \"x@one.example\"}").status());
    String rise = "[{\"action\": \"set\", \"field\": \"roles\", \"value\": \"admin\"}]";
    assertEquals(403, boss.send("PATCH", "/api/principal/p@one.example", rise).status());
    for (String path : List.of("queue/messages", "status", "cache", "network", "tasks")) {
      assertEquals(403, boss.get("/api/" + path).status(), path);
    }
    String join = "[{\"action\": \"set\", \"field\": \"tenant\", \"value\": \"one.example\"}]";
    assertEquals(403, boss.send("PATCH", "/api/principal/one.example", join).status());
    assertEquals(200, admin.send("PATCH", "/api/principal/two.example", join).status());
    assertEquals(200, boss.get("/api/principal/p@two.example").status());
    String leave = "{\"tenant\": \"\"}";
    assertEquals(403, boss.send("PATCH", "/api/domain/two.example", leave).status());
    assertEquals(200, admin.send("PATCH", "/api/domain/two.example", leave).status());
    assertEquals(404, boss.get("/api/principal/p@two.example").status());
  }

  @Test
  void operatorsManageThemByTheCommandLine(MailServer server) throws Exception {
    String made =
        server
            .launcher(
                "role", "create", "cli-desk", "--enable", "queue-list,queue-get", "--role", "user")
            .success();
    assertTrue(made.contains("Created: cli-desk"), made);
    assertTrue(server.launcher("role", "list").success().contains("cli-desk"));
    assertTrue(
        server.launcher("role", "show", "cli-desk").success().contains("queue-list, queue-get"));
    String key =
        server
            .launcher(
                "api-key", "create", "cli-key", "--role", "cli-desk", "--expires", "2099-01-31")
            .success();
    String secret = key.substring(key.indexOf("mk_")).lines().findFirst().orElseThrow().strip();
    Http http = anyone.with("Authorization", "Bearer " + secret);
    assertEquals(200, http.get("/api/queue/messages").status());
    assertTrue(server.launcher("api-key", "list").success().contains("cli-key"));
    assertEquals(1, server.launcher("role", "delete", "cli-desk").status());
    server.launcher("api-key", "delete", "cli-key").success();
    server.launcher("role", "delete", "cli-desk").success();
    assertEquals(401, http.get("/api/queue/messages").status());
  }

  @Test
  void aResolutionIsExplained(MailServer server) throws Exception {
    domain("trouble.example");
    account("t@trouble.example", "user");
    Http.Answer told =
        admin.send("POST", "/api/troubleshoot/directory", "{\"name\": \"t+x@trouble.example\"}");
    assertEquals(200, told.status(), told.toString());
    assertTrue(
        told.data().member("verdict").text().startsWith("mail is kept for account "),
        told.toString());
    assertFalse(told.toString().contains("argon2"), told.toString());
    String printed = server.launcher("troubleshoot", "directory", "t+x@trouble.example").success();
    assertTrue(printed.contains("t@trouble.example: there"), printed);
  }

  private void domain(String name) throws IOException, InterruptedException {
    Http.Answer answer = admin.send("POST", "/api/domain/" + name, "");
    assertEquals(201, answer.status(), answer.toString());
  }

  private void account(String address, String role) throws IOException, InterruptedException {
    String body =
        "{\"name\": \"%s\", \"secrets\": \"a good secret\", \"roles\": [\"%s\"]}"
            .formatted(address, role);
    Http.Answer answer = admin.send("POST", "/api/principal", body);
    assertEquals(201, answer.status(), answer.toString());
  }

  private void role(String name, String more) throws IOException, InterruptedException {
    String body = "{\"type\": \"role\", \"name\": \"%s\", %s}".formatted(name, more);
    Http.Answer answer = admin.send("POST", "/api/principal", body);
    assertEquals(201, answer.status(), answer.toString());
  }

  private void patch(String name, String field, String value)
      throws IOException, InterruptedException {
    String body =
        "[{\"action\": \"set\", \"field\": \"%s\", \"value\": %s}]".formatted(field, value);
    Http.Answer answer = admin.send("PATCH", "/api/principal/" + name, body);
    assertEquals(200, answer.status(), answer.toString());
  }
}
