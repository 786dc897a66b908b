package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCommandTest {
  private static final String RULE =
      """
      {"network":"192.0.2.0/24","kind":"%s","source":"added","reason":"spam","by":"admin",\
      "since":"2026-11-22T12:00:00Z"%s}\
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
  void networksAreListed() throws Exception {
    api.says(200, "{\"data\":[" + RULE.formatted("blocked", "") + "]}");
    assertEquals(
        """
        network       rule     source  by     since                 until  reason
        192.0.2.0/24  blocked  added   admin  2026-11-22T12:00:00Z         spam
        """,
        api.run("", "network", "list"));
  }

  @Test
  void networksAreBlockedAllowedAndRemoved() throws Exception {
    String until = ",\"until\":\"2026-11-23T12:00:00Z\"";
    api.says(201, "{\"data\":" + RULE.formatted("blocked", until) + "}");
    assertEquals(
        "Blocked: 192.0.2.0/24 until 2026-11-23T12:00:00Z\n",
        api.run("", "network", "block", "192.0.2.0/24", "--reason", "spam", "--for", "1d"));
    api.says(201, "{\"data\":" + RULE.formatted("allowed", "") + "}");
    assertEquals("Allowed: 192.0.2.0/24\n", api.run("", "network", "allow", "192.0.2.0/24"));
    api.says(200, "{\"data\":" + RULE.formatted("allowed", "") + "}");
    assertEquals(
        "No longer allowed: 192.0.2.0/24\n", api.run("", "network", "remove", "192.0.2.0/24"));
    assertEquals(
        List.of(
            "POST /api/network {\"network\":\"192.0.2.0/24\",\"kind\":\"blocked\","
                + "\"reason\":\"spam\",\"for\":\"1d\"}",
            "POST /api/network {\"network\":\"192.0.2.0/24\",\"kind\":\"allowed\"}",
            "DELETE /api/network?network=192.0.2.0%2F24"),
        api.asked);
  }

  @Test
  void aNetworkHasToBeNamed() {
    assertThrows(Failure.class, () -> api.run("", "network", "block"));
  }
}
