package org.mailkeep.system.directories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.mailkeep.system.Api;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Outcome;

/// What others keep is shown, and refused to be changed with a reason, whoever tries it how.
///
/// @param directory the id of the directory
/// @param login of somebody who is in it
/// @param domain of its addresses
record Untouched(MailServer server, String directory, String login, String domain) {
  private static final List<String> CHANGES =
      List.of(
          change("set", "description", "x"),
          change("set", "name", "somebody"),
          change("addItem", "emails", "more@example.org"),
          change("set", "secrets", "another secret"),
          change("addItem", "secrets", "$app$phone$secret of the phone"),
          change("addItem", "secrets", "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"),
          change("addItem", "roles", "admin"),
          change("set", "quota", "1g"),
          change("set", "messageQuota", "10"),
          "[{\"action\":\"set\",\"field\":\"enabled\",\"value\":false}]");

  private static String change(String action, String field, String value) {
    return "[{\"action\":\"%s\",\"field\":\"%s\",\"value\":\"%s\"}]"
        .formatted(action, field, value);
  }

  /// What administrators try.
  void byAdministrators() throws IOException, InterruptedException {
    Api api = server.api();
    String path = "/api/principal/" + login;
    String shown = api.call("GET", path, "");
    assertTrue(shown.contains("\"directory\":\"" + directory + "\""), shown);
    for (String change : CHANGES) {
      conflict(api.send("PATCH", path, change));
    }
    conflict(api.send("DELETE", path, ""));
    conflict(api.send("POST", "/api/domain/" + domain, ""));
    conflict(api.send("DELETE", "/api/domain/" + domain, ""));
    String made = "[{\"type\":\"individual\",\"name\":\"new@" + domain + "\"}]";
    each(api.send("POST", "/api/principal/deploy", made), 1);
    each(api.send("DELETE", "/api/principal?ids=" + login + "," + domain, ""), 2);
    Outcome refused = server.launcher("account", "delete", login);
    assertTrue(refused.status() != 0, refused.output());
    assertTrue(refused.output().contains(reason()), refused.output());
    assertEquals(shown, api.call("GET", path, ""));
  }

  /// Their own password is for the directory to change.
  void byThemselves(String password) throws IOException, InterruptedException {
    conflict(
        server
            .api(login, password)
            .send("PUT", "/api/account/password", "{\"password\":\"another secret\"}"));
  }

  private String reason() {
    return "belongs to the directory " + directory;
  }

  private void conflict(HttpResponse<String> response) {
    assertEquals(409, response.statusCode(), response.body());
    assertTrue(response.body().contains(reason()), response.body());
  }

  /// Of several each is refused by itself.
  private void each(HttpResponse<String> response, int of) {
    assertEquals(207, response.statusCode(), response.body());
    assertEquals(of, response.body().split(reason(), -1).length - 1, response.body());
    assertFalse(response.body().contains("\"status\":2"), response.body());
  }
}
