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

class AuditCommandTest {
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
  void changesAreListedAsTheyAreAskedFor() throws Exception {
    api.says(
        200,
        """
        {"data":{"total":2,"items":[
         {"line":"2","time":"2026-11-28T20:00:00Z","by":"jane@example.org%boss","mechanism":"master",
          "address":"192.0.2.7","operation":"update","kind":"account","id":"7","name":"bob",
          "changes":[{"field":"quota","before":"1","after":"2"},
           {"field":"secrets","before":"(changed)","after":"(changed)"}]},
         {"line":"1","time":"2026-11-28T19:00:00Z","by":"system","operation":"ban",
          "kind":"network","id":"192.0.2.9/32","changes":[{"field":"kind","after":"blocked"}]}]}}
        """);
    assertEquals(
        """
        time                  by                              from       operation  kind     name          changes
        2026-11-28T20:00:00Z  jane@example.org%boss (master)  192.0.2.7  update     account  bob           quota 1 -> 2; secrets (changed)
        2026-11-28T19:00:00Z  system                                     ban        network  192.0.2.9/32  kind -> blocked
        """,
        api.run("", "audit", "list", "--by", "jane", "--from", "2026-11-28"));
    assertEquals(List.of("GET /api/audit?by=jane&from=2026-11-28&limit=100"), api.asked);
  }

  @Test
  void asManyLinesComeAsAreAskedFor() throws Exception {
    api.says(200, "{\"data\":{\"total\":9000,\"items\":[{\"line\":\"9\"}],\"next\":\"9\"}}");
    api.says(200, "{\"data\":{\"total\":9000,\"items\":[{\"line\":\"8\"}],\"next\":\"8\"}}");
    api.run("", "audit", "list", "--json", "--lines", "2");
    assertEquals(List.of("GET /api/audit?limit=2", "GET /api/audit?limit=1&after=9"), api.asked);
    assertThrows(Failure.class, () -> api.run("", "audit", "list", "--lines", "many"));
  }

  @Test
  void deliveriesAreListed() throws Exception {
    api.says(
        200,
        """
        {"data":{"total":1,"items":[{"line":"1","time":"2026-11-28T20:00:00Z","queue":"q1",
         "sender":"","recipient":"bob@example.net","outcome":"failed","attempts":1,
         "received":"2026-11-28T19:00:00Z","remote":"mx.example.net","reply":"550 no"}]}}
        """);
    assertEquals(
        """
        time                  queue  sender  recipient        outcome  remote          reply
        2026-11-28T20:00:00Z  q1     <>      bob@example.net  failed   mx.example.net  550 no
        """,
        api.run("", "history", "delivery", "--outcome", "failed"));
    assertEquals(List.of("GET /api/history/delivery?outcome=failed&limit=100"), api.asked);
  }
}
