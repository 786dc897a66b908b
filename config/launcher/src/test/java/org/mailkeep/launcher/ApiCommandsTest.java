package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiCommandsTest {
  private static final String JANE =
      """
      {"data":{"id":7,"name":"jane@example.org","description":"Jane Doe","enabled":true,\
      "emails":["jane@example.org","j@example.org"],"roles":["user"],"quota":1073741824,\
      "usedQuota":1536,"usedMessages":3,"created":"2026-11-22T12:00:00Z"}}\
      """;

  @TempDir private Path folder;
  private ScriptedApi api;

  @BeforeEach
  void open() throws IOException {
    api = new ScriptedApi(folder);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aDomainIsCreated() throws Exception {
    api.says(201, "{\"data\":{\"name\":\"example.org\"}}");
    assertEquals("Hosted: example.org\n", api.run("", "domain", "create", "example.org"));
    assertEquals(List.of("POST /api/domain/example.org"), api.asked);
    String login = "admin:the administrator's";
    assertEquals(
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)),
        api.authorization());
  }

  @Test
  void namesAreEncodedInPaths() throws Exception {
    api.says(200, "{\"data\":null}");
    api.run("", "domain", "delete", "bü cher/?.example");
    assertEquals(List.of("DELETE /api/domain/b%C3%BC%20cher%2F%3F.example"), api.asked);
  }

  @Test
  void aListIsReadPageAfterPage() throws Exception {
    api.says(
            200, "{\"data\":{\"items\":[{\"name\":\"a.org\",\"addresses\":1}],\"next\":\"a.org\"}}")
        .says(
            200,
            "{\"data\":{\"items\":[{\"name\":\"b.org\",\"addresses\":20,\"aliasOf\":\"a.org\"}]}}");
    assertEquals(
        """
        domain  addresses  alias of  description
        a.org   1
        b.org   20         a.org
        """,
        api.run("", "domain", "list", "--filter", "x y"));
    assertEquals(
        List.of(
            "GET /api/domain?filter=x%20y&limit=1000",
            "GET /api/domain?filter=x%20y&limit=1000&after=a.org"),
        api.asked);
  }

  @Test
  void aDomainIsDescribed() throws Exception {
    api.says(200, "{\"data\":{\"name\":\"example.org\",\"description\":\"ours\"}}");
    String printed = api.run("", "domain", "update", "example.org", "--description", "ours");
    assertTrue(printed.contains("description  ours\n"), printed);
    assertEquals(List.of("PATCH /api/domain/example.org {\"description\":\"ours\"}"), api.asked);
  }

  @Test
  void anAccountsPasswordComesFromTheInput() throws Exception {
    api.says(201, JANE);
    String printed =
        api.run(
            "jane's secret\n",
            "account",
            "create",
            "jane@example.org",
            "--name",
            "Jane Doe",
            "--quota",
            "1g",
            "--alias",
            "j@example.org",
            "--role",
            "user,admin",
            "--password-stdin");
    assertEquals("Created: jane@example.org\n", printed);
    Json body = Json.parse(api.asked.getFirst().substring("POST /api/principal ".length()));
    assertEquals("[\"jane's secret\"]", body.member("secrets").json());
    assertEquals("[\"jane@example.org\",\"j@example.org\"]", body.member("emails").json());
    assertEquals("[\"user\",\"admin\"]", body.member("roles").json());
    assertEquals("Jane Doe", body.member("description").text());
    assertEquals("1g", body.member("quota").text());
  }

  @Test
  void aPasswordIsMadeUpAndPrintedWhenNobodyGivesOne() throws Exception {
    api.says(201, JANE).says(201, JANE);
    String printed = api.run("", "account", "create", "jane@example.org");
    Json body = Json.parse(api.asked.getFirst().substring("POST /api/principal ".length()));
    String password = body.member("secrets").items().getFirst().text();
    assertTrue(password.length() >= 20, password);
    assertEquals("Created: jane@example.org\nPassword: " + password + "\n", printed);
    Json json = Json.parse(api.run("", "account", "create", "jane@example.org", "--json"));
    assertTrue(json.member("password").text().length() >= 20, json.json());
  }

  @Test
  void anAccountIsShownForPeopleAndAsJson() throws Exception {
    api.says(200, JANE).says(200, JANE);
    assertEquals(
        """
        account    jane@example.org
        id         7
        name       Jane Doe
        addresses  jane@example.org, j@example.org
        roles      user
        quota      1 GB
        used       1.5 kB in 3 messages
        state      enabled
        created    2026-11-22T12:00:00Z
        """,
        api.run("", "account", "show", "jane@example.org"));
    Json json = Json.parse(api.run("", "account", "show", "jane@example.org", "--json"));
    assertEquals("7", json.member("id").text());
  }

  @Test
  void anUpdateSendsWhatIsGiven() throws Exception {
    api.says(200, JANE);
    api.run("", "account", "update", "jane@example.org", "--quota", "0", "--disable");
    Json changes =
        Json.parse(
            api.asked.getFirst().substring("PATCH /api/principal/jane%40example.org ".length()));
    assertEquals(2, changes.items().size());
    assertEquals("quota", changes.items().get(0).member("field").text());
    assertEquals("false", changes.items().get(1).member("value").text());
  }

  @Test
  void aPasswordIsReplaced() throws Exception {
    api.says(200, JANE);
    assertEquals(
        "Password set: jane@example.org\n",
        api.run("the new one", "account", "passwd", "jane@example.org", "--password-stdin"));
    assertTrue(api.asked.getFirst().contains("\"the new one\""), api.asked.toString());
  }

  @Test
  void aliasesAreAddedListedAndRemoved() throws Exception {
    api.says(200, JANE).says(200, JANE).says(200, JANE);
    String both = "jane@example.org\nj@example.org\n";
    assertEquals(both, api.run("", "alias", "create", "jane@example.org", "j@example.org"));
    assertEquals(both, api.run("", "alias", "list", "jane@example.org"));
    assertEquals(both, api.run("", "alias", "delete", "jane@example.org", "x@example.org"));
    assertTrue(api.asked.get(0).contains("addItem"), api.asked.get(0));
    assertEquals("GET /api/principal/jane%40example.org", api.asked.get(1));
    assertTrue(api.asked.get(2).contains("removeItem"), api.asked.get(2));
  }

  @Test
  void theQueueIsListedWithAllRecipients() throws Exception {
    api.says(
        200,
        """
        {"data":{"items":[{"id":"3f","received":"R","size":100,"from":"","recipients":[
          {"address":"a@example.net","status":"waiting","next":"N"},
          {"address":"b@example.net","status":"waiting","next":"M",
           "last":{"code":"4.4.1","text":"no answer"}}]}]}}\
        """);
    assertEquals(
        """
        id  received  size   from  to             next  last status
        3f  R         100 B  <>    a@example.net  N     waiting
        3f  R         100 B  <>    b@example.net  M     no answer
        """,
        api.run("", "queue", "list", "--from", "<>"));
    assertEquals(List.of("GET /api/queue/messages?from=%3C%3E&limit=1000"), api.asked);
  }

  @Test
  void messagesAreRetriedAndCancelled() throws Exception {
    String one = "{\"data\":{\"count\":1}}";
    api.says(200, one).says(200, one).says(200, "{\"data\":{\"count\":9}}").says(200, one);
    assertEquals("Tried now: 2 messages\n", api.run("", "queue", "retry", "3f", "3g"));
    assertEquals("Given up: 9 messages\n", api.run("", "queue", "cancel", "--to", "x"));
    assertEquals(
        "Given up: 1 message\n",
        api.run("", "queue", "cancel", "3f", "--recipient", "a@example.net"));
    assertEquals(
        List.of(
            "PATCH /api/queue/messages/3f",
            "PATCH /api/queue/messages/3g",
            "DELETE /api/queue/messages?to=x",
            "DELETE /api/queue/messages/3f?recipient=a%40example.net"),
        api.asked);
  }

  @Test
  void theQueuePausesAndGoesOn() throws Exception {
    String paused = "{\"data\":{\"paused\":true,\"attempts\":0,\"waiting\":2}}";
    api.says(200, paused).says(200, paused.replace("true", "false"));
    assertTrue(api.run("", "queue", "pause").contains("queue     paused\n"));
    assertTrue(api.run("", "queue", "resume").contains("queue     running\n"));
    assertEquals(
        List.of("PATCH /api/queue/status/stop", "PATCH /api/queue/status/start"), api.asked);
  }

  @Test
  void aProblemIsPrintedInTheServersWords() {
    api.says(
        422,
        """
        {"title":"Unprocessable Content","status":422,"detail":"2 parts make no sense",
         "errors":[{"pointer":"/quota","detail":"must be set"},{"pointer":"/x","detail":"no"}]}\
        """);
    var failure =
        assertThrows(Failure.class, () -> api.run("", "account", "show", "jane@example.org"));
    assertEquals("2 parts make no sense (HTTP 422)", failure.getMessage());
    assertEquals(List.of("/quota must be set", "/x no"), failure.hints());
    assertEquals(1, failure.status());
  }

  @Test
  void anAnswerThatIsNoJsonIsARefusalToo() {
    api.says(502, "<html>");
    var failure = assertThrows(Failure.class, () -> api.run("", "queue", "status"));
    assertEquals("the server refuses: HTTP 502", failure.getMessage());
  }

  @Test
  void aServerThatIsNotThereIsSaidSo() {
    api.close();
    var failure = assertThrows(Failure.class, () -> api.run("", "queue", "status"));
    assertTrue(String.valueOf(failure.getMessage()).startsWith("no server answers at http://"));
    assertEquals(1, failure.status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "domain",
        "domain destroy example.org",
        "domain create",
        "domain update example.org",
        "account update jane",
        "account update jane --enable --disable",
        "account create",
        "account create jane --colour red",
        "alias create jane",
        "alias list",
        "queue show",
        "queue retry",
        "queue retry 3f --all"
      })
  void aCommandThatIsCalledWronglyAsksNothing(String line) {
    var failure = assertThrows(Failure.class, () -> api.run("x", line.split(" ")));
    assertEquals(2, failure.status());
    assertEquals(List.of(), api.asked);
    assertFalse(String.valueOf(failure.getMessage()).isBlank());
  }

  @Test
  void anEmptyPasswordOnTheInputIsRefused() {
    var failure =
        assertThrows(
            Failure.class,
            () -> api.run("", "account", "passwd", "jane@example.org", "--password-stdin"));
    assertEquals(2, failure.status());
    assertEquals(List.of(), api.asked);
  }
}
