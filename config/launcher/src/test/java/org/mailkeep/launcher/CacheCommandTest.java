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

class CacheCommandTest {
  private static final String TWO =
      """
      {"data":[
        {"name":"login","entries":3,"limit":10,"hits":3,"misses":1,"evictions":7,"hitRatio":0.75},
        {"name":"resolver.mx","entries":0,"limit":9,"hits":0,"misses":0,"evictions":0}]}
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
  void eachIsListedWithItsCounts() throws Exception {
    api.says(200, TWO);
    assertEquals(
        """
        name         entries  limit  hits  misses  hit ratio  evictions
        login        3        10     3     1       75.0 %     7
        resolver.mx  0        9      0     0                  0
        """,
        api.run("", "cache", "list"));
    assertEquals(List.of("GET /api/cache"), api.asked);
  }

  @Test
  void oneIsEmptiedOrAll() throws Exception {
    api.says(200, "{\"data\":[\"login\"]}").says(200, "{\"data\":[\"a\",\"b\"]}");
    assertEquals("Emptied login\n", api.run("", "cache", "clear", "login"));
    assertEquals("Emptied a\nEmptied b\n", api.run("", "cache", "clear", "--all"));
    assertEquals(List.of("DELETE /api/cache/login", "DELETE /api/cache"), api.asked);
  }

  @Test
  void oneThatIsNotThereIsAFailure() {
    api.says(404, "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"cache x\"}");
    var failure = assertThrows(Failure.class, () -> api.run("", "cache", "clear", "x"));
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("cache x"), message);
    assertThrows(Failure.class, () -> api.run("", "cache", "clear"));
  }
}
