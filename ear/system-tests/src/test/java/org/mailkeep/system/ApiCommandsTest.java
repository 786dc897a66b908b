package org.mailkeep.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mailkeep.launcher.Json;

/// `config/mailkeep domain|account|alias|queue` against a server.
@ExtendWith(MailServerExtension.class)
final class ApiCommandsTest {
  @Test
  void anOperatorMakesADomainAndAnAccount(MailServer server)
      throws IOException, InterruptedException {
    String made = server.launcher("domain", "create", "cli.example").success();
    assertTrue(made.contains("Hosted: cli.example"), made);
    String[] create = {
      "account",
      "create",
      "jane@cli.example",
      "--name",
      "Jane Doe",
      "--quota",
      "1g",
      "--password-stdin"
    };
    assertTrue(server.launcher("jane's secret\n", create).success().contains("jane@cli.example"));
    Http jane = Http.to(server).as("jane@cli.example", "jane's secret");
    assertEquals(403, jane.get("/api/domain").status(), "logged in, and no administrator");

    String made2 = server.launcher("account", "create", "john@cli.example").success();
    String password = made2.substring(made2.indexOf("Password: ") + 10).strip();
    Http john = Http.to(server).as("john@cli.example", password);
    assertEquals(403, john.get("/api/domain").status(), made2);

    assertTrue(
        server
            .launcher("alias", "create", "jane@cli.example", "j.doe@cli.example")
            .success()
            .contains("j.doe@cli.example"));
    String shown = server.launcher("account", "show", "jane@cli.example").success();
    assertTrue(shown.contains("jane@cli.example, j.doe@cli.example"), shown);
    assertTrue(shown.contains("1 GB"), shown);
    String json = server.launcher("domain", "show", "cli.example", "--json").success();
    assertEquals("3", Json.parse(json.strip()).member("addresses").text());
    String queue = server.launcher("queue", "status").success();
    assertTrue(queue.contains("running"), queue);
  }

  @Test
  void rightsAreGivenAndTaken(MailServer server) throws IOException, InterruptedException {
    server.launcher("domain", "create", "rights.example").success();
    server.launcher("account", "create", "jane@rights.example").success();
    server.launcher("account", "create", "joe@rights.example").success();
    String[] give = {"rights", "set", "jane@rights.example", "joe@rights.example", "lrs"};
    assertTrue(server.launcher(give).success().contains("joe@rights.example  lrs"));
    String rights = server.launcher("rights", "list", "jane@rights.example").success();
    assertTrue(rights.contains("joe@rights.example  lrs"), rights);
    String taken =
        server.launcher("rights", "remove", "jane@rights.example", "joe@rights.example").success();
    assertFalse(taken.contains("joe@rights.example"), taken);
  }

  @Test
  void aRefusalIsPrintedInWordsWithAnExitStatus(MailServer server)
      throws IOException, InterruptedException {
    Outcome missing = server.launcher("account", "show", "nobody@cli.example");
    assertEquals(1, missing.status());
    assertTrue(
        missing.output().contains("there is no account nobody@cli.example (HTTP 404)"),
        missing.output());
    Outcome wrong = server.launcher("domain", "destroy", "cli.example");
    assertEquals(2, wrong.status());
    assertTrue(wrong.output().contains("domain knows no destroy"), wrong.output());
  }
}
