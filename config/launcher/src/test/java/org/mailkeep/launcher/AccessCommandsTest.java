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

class AccessCommandsTest {
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
  void rolesAreMadeListedAndChanged() throws Exception {
    String role =
        """
        {"id":7,"type":"role","name":"desk","description":"Help","builtIn":false,\
        "enabledPermissions":["queue-get"],"disabledPermissions":[],"roles":["user"],\
        "permissions":["authenticate","queue-get"]}\
        """;
    api.says(201, "{\"data\":" + role + "}");
    assertEquals(
        "Created: desk\n",
        api.run("", "role", "create", "desk", "--enable", "queue-get, x", "--role", "user"));
    api.says(200, "{\"data\":{\"items\":[" + role + "],\"total\":1}}");
    assertEquals(
        """
        role  id  roles  permissions  description
        desk  7   user   2            Help
        """,
        api.run("", "role", "list", "--filter", "de"));
    api.says(200, "{\"data\":" + role + "}");
    api.run("", "role", "update", "desk", "--disable", "", "--description", "Help");
    assertEquals(
        List.of(
            "POST /api/principal {\"type\":\"role\",\"name\":\"desk\","
                + "\"enabledPermissions\":[\"queue-get\",\"x\"],\"roles\":[\"user\"]}",
            "GET /api/principal?types=role&filter=de&limit=1000",
            "PATCH /api/principal/desk"),
        api.asked.stream().map(line -> line.replaceFirst("(PATCH \\S+).*", "$1")).toList());
    assertThrows(Failure.class, () -> api.run("", "role", "update", "desk"));
    assertThrows(Failure.class, () -> api.run("", "role", "create"));
  }

  @Test
  void aResolutionIsExplained() throws Exception {
    api.says(
        200,
        """
        {"data":{"steps":[{"step":"candidate","detail":"j@example.org: there"}],\
        "verdict":"mail is kept for account 5"}}\
        """);
    assertEquals(
        """
        step       detail
        candidate  j@example.org: there

        mail is kept for account 5
        """,
        api.run("", "troubleshoot", "directory", "j@example.org", "--directory", "ldap"));
    assertEquals(
        List.of(
            "POST /api/troubleshoot/directory"
                + " {\"name\":\"j@example.org\",\"directory\":\"ldap\"}"),
        api.asked);
  }

  @Test
  void aKeyIsPrintedOnce() throws Exception {
    api.says(201, "{\"data\":{\"id\":8,\"name\":\"k\",\"secret\":\"mk_8_abc\"}}");
    assertEquals(
        "Created: k\nKey: mk_8_abc\n",
        api.run(
            "", "api-key", "create", "k", "--expires", "2027-01-31", "--from", "192.0.2.7,::1"));
    api.says(200, "{\"data\":null}");
    assertEquals("Deleted: k\n", api.run("", "api-key", "delete", "k"));
    assertEquals(
        List.of(
            "POST /api/principal {\"type\":\"api-key\",\"name\":\"k\","
                + "\"expires\":\"2027-01-31T00:00:00Z\",\"allowedIps\":[\"192.0.2.7\",\"::1\"]}",
            "DELETE /api/principal/k"),
        api.asked);
  }
}
