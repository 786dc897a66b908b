package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryCommandsTest {
  private static final String NEWS =
      """
      {"data":{"id":7,"type":"list","name":"news@example.org","description":"News",\
      "emails":["news@example.org"],"enabled":true,"memberCount":2,"members":["jane"],\
      "externalMembers":["x@example.net"],"owner":"o@example.org","created":"2026-11-22T12:00:00Z"}}\
      """;

  @TempDir private Path folder;
  private ScriptedApi api;

  @BeforeEach
  void serve() throws IOException {
    api = new ScriptedApi(folder);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aListIsCreated() throws Exception {
    api.says(201, NEWS);
    assertEquals(
        "Created: news@example.org\n",
        api.run(
            "",
            "list",
            "create",
            "news@example.org",
            "--owner",
            "o@example.org",
            "--member",
            "jane, john",
            "--name",
            "News"));
    Json body = Json.parse(api.asked.getFirst().substring("POST /api/principal ".length()));
    assertEquals("list", body.member("type").text());
    assertEquals("[\"jane\",\"john\"]", body.member("members").json());
    assertEquals("o@example.org", body.member("owner").text());
    assertEquals("News", body.member("description").text());
  }

  @Test
  void aRoomIsAResource() throws Exception {
    api.says(201, "{\"data\":{\"name\":\"attic\"}}");
    api.run("", "resource", "create", "attic", "--room");
    assertEquals(
        "location",
        Json.parse(api.asked.getFirst().substring("POST /api/principal ".length()))
            .member("type")
            .text());
  }

  @Test
  void membersComeAndGo() throws Exception {
    api.says(200, NEWS).says(200, NEWS).says(200, NEWS).says(200, NEWS);
    String printed =
        api.run("", "list", "member", "add", "news@example.org", "x@example.net", "--external");
    assertTrue(printed.contains("external     x@example.net\n"), printed);
    assertTrue(printed.contains("owner        o@example.org\n"), printed);
    api.run("", "list", "member", "remove", "news@example.org", "jane", "john");
    String path = " /api/principal/news%40example.org";
    assertEquals("GET" + path, api.asked.get(0));
    Json added = change(api.asked.get(1), path);
    assertEquals("addItem", added.member("action").text());
    assertEquals("externalMembers", added.member("field").text());
    Json removed = change(api.asked.get(3), path);
    assertEquals("removeItem", removed.member("action").text());
    assertEquals("members", removed.member("field").text());
    assertEquals("[\"jane\",\"john\"]", removed.member("value").json());
  }

  private static Json change(String asked, String path) {
    return Json.parse(asked.substring(("PATCH" + path + " ").length())).items().getFirst();
  }

  @Test
  void eachCommandListsItsOwn() throws Exception {
    String page =
        """
        {"data":{"items":[{"name":"attic","type":"location","emails":["attic@example.org"],\
        "enabled":false}]}}\
        """;
    api.says(200, page).says(200, page).says(200, page);
    String printed = api.run("", "resource", "list");
    assertTrue(printed.contains("attic  location               attic@example.org"), printed);
    assertTrue(printed.contains("disabled"), printed);
    api.run("", "group", "list", "--filter", "a");
    api.run("", "list", "list");
    assertEquals(
        List.of(
            "GET /api/principal?types=resource,location&limit=1000",
            "GET /api/principal?filter=a&types=group&limit=1000",
            "GET /api/principal?types=list&limit=1000"),
        api.asked);
  }

  @Test
  void nothingOfAnotherTypeIsTouched() {
    for (String[] line :
        new String[][] {
          {"group", "delete", "news@example.org"},
          {"group", "update", "news@example.org", "--disable"},
          {"group", "member", "add", "news@example.org", "jane"}
        }) {
      api.says(200, NEWS);
      var failure = assertThrows(Failure.class, () -> api.run("", line));
      assertEquals("news@example.org is of type list", failure.getMessage());
    }
    assertTrue(api.asked.stream().allMatch(asked -> asked.startsWith("GET ")), api.asked::toString);
  }

  @Test
  void aListIsSwitchedOffAndDeleted() throws Exception {
    api.says(200, NEWS).says(200, NEWS).says(200, NEWS).says(200, "{\"data\":null}");
    api.run("", "list", "update", "news@example.org", "--disable");
    assertTrue(api.asked.get(1).contains("\"enabled\""), api.asked.get(1));
    assertEquals("Deleted: news@example.org\n", api.run("", "list", "delete", "news@example.org"));
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThrows(Failure.class, () -> api.run("", "list", "member", "list", "news", "jane"));
    assertThrows(Failure.class, () -> api.run("", "list", "member", "add", "news"));
    assertThrows(Failure.class, () -> api.run("", "group", "update", "g", "--enable", "--disable"));
    assertEquals(List.of(), api.asked);
  }

  @Test
  void aDomainBecomesAnAliasAndIsOneNoMore() throws Exception {
    api.says(201, "{\"data\":{\"name\":\"a.org\",\"aliasOf\":\"b.org\"}}")
        .says(200, "{\"data\":{\"name\":\"a.org\",\"aliasOf\":\"c.org\"}}")
        .says(200, "{\"data\":{\"name\":\"a.org\"}}");
    api.run("", "domain", "create", "a.org", "--alias-of", "b.org");
    String printed = api.run("", "domain", "update", "a.org", "--alias-of", "c.org");
    assertTrue(printed.contains("alias of     c.org\n"), printed);
    assertTrue(!api.run("", "domain", "update", "a.org", "--alias-of", "").contains("alias of"));
    assertEquals(
        List.of(
            "POST /api/domain/a.org {\"aliasOf\":\"b.org\"}",
            "PATCH /api/domain/a.org {\"aliasOf\":\"c.org\"}",
            "PATCH /api/domain/a.org {\"aliasOf\":\"\"}"),
        api.asked);
  }

  @Test
  void aDomainIsGivenToATenant() throws Exception {
    api.says(200, "{\"data\":{\"name\":\"a.org\",\"tenant\":\"acme\"}}");
    String printed = api.run("", "domain", "update", "a.org", "--tenant", "acme");
    assertTrue(printed.contains("tenant       acme\n"), printed);
    assertThrows(Failure.class, () -> api.run("", "domain", "create", "b.org", "--tenant", "acme"));
    assertEquals(List.of("PATCH /api/domain/a.org {\"tenant\":\"acme\"}"), api.asked);
  }
}
