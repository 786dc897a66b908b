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

class RightsCommandTest {
  private static final String TWO =
      """
      {"data":{"items":[
        {"identifier":"jane@example.org","rights":"lrs"},
        {"identifier":"$office@example.org","rights":"lr"}]}}
      """;
  private static final String SHOWN =
      """
      who                  rights
      jane@example.org     lrs
      $office@example.org  lr
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
  void areListedOfInboxOrAnother() throws Exception {
    api.says(200, TWO).says(200, TWO);
    assertEquals(SHOWN, api.run("", "rights", "list", "joe@example.org"));
    api.run("", "rights", "list", "joe@example.org", "--mailbox", "Work/2026 & more");
    assertEquals(
        List.of(
            "GET /api/mail/joe%40example.org/rights?mailbox=INBOX",
            "GET /api/mail/joe%40example.org/rights?mailbox=Work%2F2026%20%26%20more"),
        api.asked);
  }

  @Test
  void areGivenAndTaken() throws Exception {
    api.says(200, TWO).says(200, TWO);
    assertEquals(SHOWN, api.run("", "rights", "set", "joe@example.org", "jane@example.org", "lrs"));
    assertEquals(SHOWN, api.run("", "rights", "remove", "joe@example.org", "-anyone"));
    assertEquals(
        List.of(
            "PUT /api/mail/joe%40example.org/rights/jane%40example.org?mailbox=INBOX"
                + " {\"rights\":\"lrs\"}",
            "DELETE /api/mail/joe%40example.org/rights/-anyone?mailbox=INBOX"),
        api.asked);
  }

  @Test
  void thatAreWrongAreTold() {
    api.says(400, "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"some of the letters\"}");
    var refused =
        assertThrows(
            Failure.class, () -> api.run("", "rights", "set", "joe@example.org", "anyone", "z"));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("some of the letters"), message);
    assertThrows(Failure.class, () -> api.run("", "rights", "set", "joe@example.org", "anyone"));
  }
}
