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

class TaskCommandTest {
  private static final String BEGUN = task("running", "", "");
  private static final String HALF =
      task("running", "reading", ",\"done\":1500,\"total\":3000,\"unit\":\"messages\"");
  private static final String DONE =
      task(
          "done",
          "",
          """
          ,"done":3000,"total":3000,"unit":"messages","report":{"counts":{"deleted":3},\
          "columns":["what","where"],"rows":[["blob","x"]]}\
          """);

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
  void aTaskIsFollowedToItsEnd() throws Exception {
    api.says(201, BEGUN).says(200, HALF).says(200, HALF).says(200, DONE);
    assertEquals(
        """
        Task a1: purge blob
        [############            ]  50 % 1,500 of 3,000 messages reading
        [########################] 100 % 3,000 of 3,000 messages
        what  where
        blob  x
        deleted  3
        """,
        api.run("", "store", "purge", "blob"));
    assertEquals("POST /api/store/purge/blob", api.asked.getFirst());
    assertEquals(List.of("GET /api/tasks/a1"), api.asked.subList(3, 4));
  }

  @Test
  void asJsonOnlyTheEndIsPrinted() throws Exception {
    api.says(201, BEGUN).says(200, DONE);
    Json printed = Json.parse(api.run("", "store", "purge", "blob", "--json").strip());
    assertEquals("done", printed.member("state").text());
  }

  @Test
  void inTheBackgroundNobodyWaits() throws Exception {
    api.says(201, BEGUN);
    assertEquals("Task a1: purge blob\n", api.run("", "store", "purge", "blob", "--background"));
    assertEquals(1, api.asked.size());
  }

  @Test
  void theExitStatusSaysHowItEnded() {
    api.says(201, BEGUN).says(200, task("failed", "no room", ""));
    var failed = assertThrows(Failure.class, () -> api.run("", "store", "purge", "blob"));
    assertEquals("purge blob failed: no room", failed.getMessage());
    assertEquals(1, failed.status());
    api.says(200, task("cancelled", "", ""));
    var cancelled = assertThrows(Failure.class, () -> api.run("", "task", "follow", "a1"));
    assertEquals(3, cancelled.status());
  }

  @Test
  void tasksAreListedShownAndCancelled() throws Exception {
    String item = HALF.substring("{\"data\":".length(), HALF.length() - 1);
    api.says(200, "{\"data\":{\"items\":[" + item + "],\"total\":1}}");
    String list = api.run("", "task", "list");
    assertTrue(list.contains("a1  purge blob  boss  running  1,500 of 3,000 messages"), list);
    api.says(200, DONE);
    String shown = api.run("", "task", "show", "a1");
    assertTrue(shown.contains("progress  3,000 of 3,000 messages\n"), shown);
    assertTrue(shown.endsWith("deleted  3\n"), shown);
    api.says(200, HALF).says(200, DONE);
    assertEquals("Ends as soon as it can: purge blob\n", api.run("", "task", "cancel", "a1"));
    assertEquals("Has ended already: purge blob\n", api.run("", "task", "cancel", "a1"));
    assertEquals("DELETE /api/tasks/a1", api.asked.getLast());
  }

  @Test
  void purgesAreListedWithTheirLastRun() throws Exception {
    api.says(
        200,
        """
        {"data":[{"kind":"blob","schedule":"15 * *","next":"2026-11-22T13:15:00Z",\
        "last":{"by":"boss","state":"done","started":"2026-11-22T12:00:00Z","message":"",\
        "counts":{"deleted":3}}},\
        {"kind":"lookup","schedule":"15 * *","next":"2026-11-22T13:15:00Z"}]}\
        """);
    String list = api.run("", "store", "purge");
    assertTrue(list.contains("15 * *    2026-11-22T13:15:00Z  2026-11-22T12:00:00Z  boss"), list);
    assertTrue(list.contains("done   deleted 3\n"), list);
    assertTrue(list.contains("lookup  15 * *    2026-11-22T13:15:00Z\n"), list);
    assertEquals(List.of("GET /api/store/purge"), api.asked);
  }

  @Test
  void aVerificationThatLeavesFaultsFails() throws Exception {
    api.says(201, BEGUN).says(200, verified(0, 2, 0));
    String printed = api.run("", "store", "verify", "--repair", "--deep");
    assertTrue(printed.contains("mended         2\n"), printed);
    assertEquals("POST /api/store/verify?repair=true&deep=true", api.asked.getFirst());
    api.says(201, BEGUN).says(200, verified(1, 0, 0));
    var found = assertThrows(Failure.class, () -> api.run("", "store", "verify"));
    assertEquals("1 fault found; --repair mends what can be mended", found.getMessage());
    api.says(201, BEGUN).says(200, verified(0, 1, 3));
    var lost = assertThrows(Failure.class, () -> api.run("", "store", "verify", "--repair"));
    assertEquals("3 faults are beyond repair", lost.getMessage());
    assertEquals(1, lost.status());
  }

  private static String verified(int found, int mended, int lost) {
    return task(
        "done",
        "",
        """
        ,"report":{"counts":{"found":%d,"mended":%d,"beyond repair":%d},"columns":[],"rows":[]}\
        """
            .formatted(found, mended, lost));
  }

  private static String task(String state, String message, String more) {
    return """
    {"data":{"id":"a1","name":"purge","subject":"blob","by":"boss","state":"%s",\
    "message":"%s"%s,"started":"2026-11-22T12:00:00Z"}}\
    """
        .formatted(state, message, more);
  }
}
