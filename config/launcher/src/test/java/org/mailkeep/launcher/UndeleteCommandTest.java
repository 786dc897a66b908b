package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndeleteCommandTest {
  private static final String JANE = "jane@example.org";

  @TempDir private Path folder;
  private ScriptedApi api;

  @BeforeEach
  void open() throws Exception {
    api = new ScriptedApi(folder);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void theListShowsAllPages() throws Exception {
    api.says(200, page("a1", "a1")).says(200, page("a2", ""));
    String list = api.run("", "undelete", "list", JANE, "--mailbox", "Work");
    assertTrue(list.contains("a1") && list.contains("a2") && list.contains("Lunch?"), list);
    assertEquals(
        List.of(
            "GET /api/store/undelete/jane%40example.org?filter=Work&limit=1000",
            "GET /api/store/undelete/jane%40example.org?filter=Work&limit=1000&after=a1"),
        api.asked);
  }

  @Test
  void restoringAllGoesOnUntilAllWereLookedAt() throws Exception {
    api.says(200, restored(1000, 0, "zz")).says(200, restored(7, 0, ""));
    assertEquals("Restored: 1007 messages\n", api.run("", "undelete", "restore", JANE, "--all"));
    assertEquals("POST /api/store/undelete/jane%40example.org?after=zz", api.asked.getLast());
  }

  @Test
  void whatCouldNotBeRestoredIsAFailure() {
    api.says(200, restored(1, 1, ""));
    assertThrows(Failure.class, () -> api.run("", "undelete", "restore", JANE, "a1", "a2"));
    assertEquals("POST /api/store/undelete/jane%40example.org?ids=a1%2Ca2", api.asked.getLast());
  }

  @Test
  void whichMustBeSaid() {
    assertThrows(Failure.class, () -> api.run("", "undelete", "restore", JANE));
    assertThrows(Failure.class, () -> api.run("", "undelete", "restore", JANE, "a1", "--all"));
    assertEquals(List.of(), api.asked);
  }

  private static String page(String id, String next) {
    return """
    {"data":{"items":[{"id":"%s","mailbox":"Work","from":"joe@example.org","subject":"Lunch?",\
    "size":2048,"flags":"","received":"2026-11-01T00:00:00Z","deleted":"2026-11-02T00:00:00Z"}]\
    %s}}\
    """
        .formatted(id, next.isEmpty() ? "" : ",\"next\":\"" + next + "\"");
  }

  private static String restored(int restored, int overQuota, String next) {
    return "{\"data\":{\"restored\":%d,\"missing\":0,\"overQuota\":%d,\"next\":\"%s\"}}"
        .formatted(restored, overQuota, next);
  }
}
