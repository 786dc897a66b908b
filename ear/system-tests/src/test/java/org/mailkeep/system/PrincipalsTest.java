package org.mailkeep.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mailkeep.launcher.Json;

/// All kinds of entries of the directory over REST.
@ExtendWith(MailServerExtension.class)
class PrincipalsTest {
  private static Http admin;

  @BeforeAll
  static void logIn(MailServer server) throws IOException {
    String password = Files.readString(server.instance().resolve("initial-admin-password")).strip();
    admin = Http.to(server).as("admin", password);
  }

  @Test
  void everyKindLivesFromPostToDelete() throws IOException, InterruptedException {
    domain("kinds.example");
    made("{'name':'jane@kinds.example','secrets':'a good secret'}");
    for (String type : List.of("group", "list", "resource", "location")) {
      String name = type + "@kinds.example";
      Http.Answer made = made("{'type':'%s','name':'%s'}".formatted(type, name));
      String path = "/api/principal/" + name;
      assertTrue(made.field("Location").endsWith("/" + made.data().member("id").text()));
      assertEquals(type, admin.get(path).data().member("type").text());
      assertEquals("[\"" + name + "\"]", admin.get(path).data().member("emails").json());
      assertEquals(
          "Hall",
          patched(path, "[{'action':'set','field':'description','value':'Hall'}]")
              .data()
              .member("description")
              .text());
      assertEquals(
          List.of(name), names(admin.get("/api/principal?filter=kinds.example&types=" + type)));
      assertEquals(
          422,
          patched(path, "[{'action':'set','field':'secrets','value':'a good secret'}]").status());
      assertEquals(
          422, patched(path, "[{'action':'set','field':'type','value':'individual'}]").status());
      assertEquals(200, admin.send("DELETE", path, "").status());
      assertEquals(404, admin.get(path).status());
    }
  }

  @Test
  void membersComeAndGo() throws IOException, InterruptedException {
    domain("members.example");
    made("{'name':'jane@members.example','secrets':'a good secret'}");
    made("{'type':'group','name':'team@members.example','members':['jane@members.example']}");
    made(
        """
        {'type':'list','name':'news@members.example','owner':'jane@members.example',
         'members':['team@members.example'],'externalMembers':['x@elsewhere.example']}
        """);
    String news = "/api/principal/news@members.example";
    Http.Answer changed =
        patched(
            news,
            """
            [{'action':'addItem','field':'members','value':'jane@members.example'},
             {'action':'removeItem','field':'members','value':'team@members.example'},
             {'action':'addItem','field':'externalMembers','value':['y@elsewhere.example']}]
            """);
    assertEquals(200, changed.status(), changed.toString());
    assertEquals("[\"jane@members.example\"]", changed.data().member("members").json());
    assertEquals(
        "[\"x@elsewhere.example\",\"y@elsewhere.example\"]",
        changed.data().member("externalMembers").json());
    assertEquals("3", changed.data().member("memberCount").text());
    assertEquals(
        "[\"team@members.example\"]",
        admin.get("/api/principal/jane@members.example").data().member("memberOf").json());
    assertEquals(
        422, patched(news, "[{'action':'addItem','field':'members','value':'nobody'}]").status());
    assertEquals(
        409,
        patched(news, "[{'action':'addItem','field':'members','value':'news@members.example'}]")
            .status());
    assertEquals(
        422,
        patched(
                "/api/principal/team@members.example",
                "[{'action':'addItem','field':'externalMembers','value':'x@elsewhere.example'}]")
            .status());
    assertEquals(200, admin.send("DELETE", "/api/principal/jane@members.example", "").status());
    assertEquals("2", admin.get(news).data().member("memberCount").text());
  }

  @Test
  void aDomainIsAnEntryTooAndMayBeAnAlias() throws IOException, InterruptedException {
    made("{'type':'domain','name':'main.example','description':'ours'}");
    made("{'type':'domain','name':'old.example','aliasOf':'main.example'}");
    assertEquals(
        List.of("old.example"), names(admin.get("/api/principal?types=domain&filter=old.exa")));
    Json shown = admin.get("/api/principal/old.example").data();
    assertEquals("main.example", shown.member("aliasOf").text());
    assertEquals("domain", shown.member("type").text());
    assertEquals(409, admin.send("DELETE", "/api/principal/main.example", "").status());
    Http.Answer own =
        patched(
            "/api/principal/old.example",
            "[{'action':'set','field':'aliasOf','value':''},"
                + "{'action':'set','field':'description','value':'own'}]");
    assertEquals("own", own.data().member("description").text());
    assertEquals("", own.data().member("aliasOf").text());
    assertEquals(
        200,
        admin
            .send("PATCH", "/api/domain/old.example", json("{'aliasOf':'main.example'}"))
            .status());
    assertEquals(
        409,
        admin
            .send("PATCH", "/api/domain/main.example", json("{'aliasOf':'old.example'}"))
            .status());
    Http.Answer both = admin.send("DELETE", "/api/principal?ids=old.example,main.example", "");
    assertEquals(200, both.status(), both.toString());
  }

  @Test
  void severalAreMadeAndRemovedEachByItself() throws IOException, InterruptedException {
    domain("bulk.example");
    String each =
        json(
            """
            [{'name':'a@bulk.example','secrets':'a good secret'},
             {'type':'list','name':'l@bulk.example','members':['a@bulk.example']},
             {'name':'b@missing.example'},
             {'type':'crowd','name':'c'}]
            """);
    Http.Answer made = admin.send("POST", "/api/principal/deploy", each);
    assertEquals(207, made.status(), made.toString());
    assertEquals(
        List.of("201", "201", "409", "422"), each(made, item -> item.member("status").text()));
    assertEquals(
        List.of("a@bulk.example", "l@bulk.example", "b@missing.example", "c"),
        each(made, item -> item.member("name").text()));
    String id = made.data().items().getFirst().member("id").text();
    Http.Answer gone =
        admin.send("DELETE", "/api/principal?ids=" + id + ",l@bulk.example,nobody", "");
    assertEquals(207, gone.status(), gone.toString());
    assertEquals(List.of("200", "200", "404"), each(gone, item -> item.member("status").text()));
    assertEquals(List.of(), names(admin.get("/api/principal?filter=bulk.example")));
  }

  private static List<String> each(Http.Answer answer, Function<Json, String> part) {
    return answer.data().items().stream().map(part).toList();
  }

  private static List<String> names(Http.Answer page) {
    return page.data().member("items").items().stream()
        .map(item -> item.member("name").text())
        .toList();
  }

  private static void domain(String name) throws IOException, InterruptedException {
    Http.Answer answer = admin.send("POST", "/api/domain/" + name, "");
    assertEquals(201, answer.status(), answer.toString());
  }

  private static Http.Answer made(String entry) throws IOException, InterruptedException {
    Http.Answer answer = admin.send("POST", "/api/principal", json(entry));
    assertEquals(201, answer.status(), answer.toString());
    return answer;
  }

  private static Http.Answer patched(String path, String changes)
      throws IOException, InterruptedException {
    return admin.send("PATCH", path, json(changes));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
