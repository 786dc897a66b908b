package org.mailkeep.system.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.launcher.Json;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.system.Http;
import org.mailkeep.system.MailServer;

/// The audit trail and the delivery history of a deployed server, first in its own file, then in
/// PostgreSQL over a pool of the administrator's, which is stopped and started while mail flows.
@Tag("servers")
class HistoryTest {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(300);
  private static final String JANE = "jane@stores.example";
  private static final String PASSWORD = "s3cret of jane";

  @TempDir Path folder = Path.of("");

  @Test
  void whatIsDoneIsToldWhateverBecomesOfItsDatabase() throws Exception {
    try (var database = PostgreSqlServer.started(Durability.NONE);
        var server = MailServer.in(folder)) {
      server.start();
      inItsOwnFile(server);
      moveTo(server, database);
      Http admin = admin(server);
      var path = new MailPath(server);
      path.makeAccount();
      anAccountIsToldOf(admin);
      othersSeeNothing(server);
      database.stop();
      withoutItsDatabase(server, admin, path);
      database.start();
      nothingIsLost(server, admin);
    }
  }

  private static Http admin(MailServer server) throws IOException {
    String password = Files.readString(server.instance().resolve("initial-admin-password")).strip();
    return Http.to(server).as("admin", password);
  }

  private static void inItsOwnFile(MailServer server) throws Exception {
    Http admin = admin(server);
    assertEquals(201, admin.send("POST", "/api/domain/file.example", "").status());
    assertEquals(200, admin.send("DELETE", "/api/cache", "").status());
    assertEquals(200, admin.send("POST", "/api/reload", "").status());
    Json made = lines(admin, "/api/audit?kind=domain").getFirst();
    assertEquals("file.example", made.member("name").text());
    assertEquals("admin", made.member("by").text());
    assertEquals("password", made.member("mechanism").text());
    assertEquals("127.0.0.1", made.member("address").text());
    assertEquals(1, lines(admin, "/api/audit?operation=reload&by=admin").size());
    assertFalse(lines(admin, "/api/audit?kind=cache&by=admin").isEmpty());
    assertEquals(1, lines(admin, "/api/audit?id=admin&by=system").size());
    assertEquals(422, admin.get("/api/audit?from=yesterday").status());
    assertEquals(422, admin.get("/api/audit?limit=0").status());
  }

  private static void moveTo(MailServer server, PostgreSqlServer database) throws Exception {
    server.asadmin(
        "create-jdbc-connection-pool",
        "--datasourceclassname=org.postgresql.ds.PGSimpleDataSource",
        "--restype=javax.sql.DataSource",
        "--property",
        "ServerName=127.0.0.1:PortNumber=%d:DatabaseName=%s:User=%s:Password=%s"
            .formatted(
                database.port(),
                DatabaseServer.DATABASE,
                DatabaseServer.USER,
                DatabaseServer.PASSWORD),
        "annals");
    server.asadmin("create-jdbc-resource", "--connectionpoolid=annals", "jdbc/annals");
    server.configure(
        """
        imap.auth.allow-plain-text = true
        history.data-source = "jdbc/annals"
        history.delivery.enable = true
        history.pause = "1s"
        """);
    server.again();
  }

  private static void anAccountIsToldOf(Http admin) throws Exception {
    Json made = lines(admin, "/api/audit?operation=create&id=" + JANE).getFirst();
    assertEquals("account", made.member("kind").text());
    assertEquals("(changed)", part(made, "secrets").member("after").text());
    String change = "[{\"action\": \"set\", \"field\": \"description\", \"value\": \"Jane\"}]";
    assertEquals(200, admin.send("PATCH", "/api/principal/" + JANE, change).status());
    Json changed = lines(admin, "/api/audit?operation=update&id=" + JANE).getFirst();
    assertEquals("Jane", part(changed, "description").member("after").text());
    assertFalse(admin.get("/api/audit").toString().contains(PASSWORD));
    assertFalse(admin.get("/api/audit").toString().contains("$argon2"));
  }

  private static void othersSeeNothing(MailServer server) throws Exception {
    Http jane = Http.to(server).as(JANE, PASSWORD);
    assertEquals(403, jane.get("/api/audit").status());
    assertEquals(403, jane.get("/api/history/delivery").status());
  }

  private static void withoutItsDatabase(MailServer server, Http admin, MailPath path)
      throws Exception {
    assertEquals(201, admin.send("POST", "/api/domain/meanwhile.example", "").status());
    path.deliver("meanwhile", 0);
    assertTrue(path.inbox().contains("meanwhile-large"));
    assertEquals(503, admin.get("/api/audit").status());
    await(
        () -> Http.to(server).get("/healthz/ready").toString().contains("history: "),
        "a warning of /healthz/ready");
    assertEquals(200, Http.to(server).get("/healthz/ready").status());
  }

  private static void nothingIsLost(MailServer server, Http admin) throws Exception {
    await(() -> admin.get("/api/audit").status() == 200, "the audit trail");
    assertEquals(1, lines(admin, "/api/audit?id=meanwhile.example").size());
    List<Json> mail = lines(admin, "/api/history/delivery?recipient=" + JANE);
    assertEquals(2, mail.size());
    assertEquals("delivered", mail.getFirst().member("outcome").text());
    assertEquals("127.0.0.1", mail.getFirst().member("address").text());
    String audit = server.launcher("audit", "list", "--id", "meanwhile.example").success();
    assertTrue(audit.contains("create     domain  meanwhile.example"), audit);
    String history = server.launcher("history", "delivery", "--outcome", "delivered").success();
    assertTrue(history.contains(JANE), history);
  }

  private static List<Json> lines(Http admin, String path) throws Exception {
    Http.Answer answer = admin.get(path);
    assertEquals(200, answer.status(), answer.toString());
    return answer.data().member("items").items();
  }

  private static Json part(Json line, String field) {
    return line.member("changes").items().stream()
        .filter(part -> part.member("field").text().equals(field))
        .findFirst()
        .orElseThrow(() -> new AssertionError(line.json()));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition, String what) throws Exception {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("in vain: " + what);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
