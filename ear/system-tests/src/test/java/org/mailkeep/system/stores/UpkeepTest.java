package org.mailkeep.system.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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
import org.mailkeep.system.DatabaseStore;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Outcome;

/// An operator purges and verifies the store of a server that runs, and mends what somebody broke
/// in its database.
@Tag("servers")
final class UpkeepTest {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  @TempDir Path folder;

  @Test
  void aStoreIsPurgedVerifiedAndMended() throws Exception {
    try (PostgreSqlServer database = PostgreSqlServer.started(Durability.FLUSHED);
        MailServer server =
            MailServer.in(
                folder, StoreScenario.on("postgresql", database, DatabaseServer.PASSWORD))) {
      server.start();
      var path = new MailPath(server);
      path.makeAccount();
      path.deliver("kept", 0);
      purges(server);
      verified(server);
      breakAll(database);
      mended(server);
      assertTrue(path.inbox().contains("kept-small"));
      assertTrue(path.inbox().contains("kept-large"));
      remembered(server);
    }
  }

  private static void purges(MailServer server) throws IOException, InterruptedException {
    awaitFirstRuns(server);
    String purged = server.launcher("store", "purge", "blob").success();
    assertTrue(purged.contains("deleted  "), purged);
    String list = server.launcher("store", "purge").success();
    assertTrue(list.contains("account"), list);
    assertTrue(list.contains("admin"), list);
    Outcome unknown = server.launcher("store", "purge", "everything");
    assertEquals(1, unknown.status());
    assertTrue(unknown.output().contains("there is no purge of everything"), unknown.output());
  }

  /// What has never run is due when the server starts.
  private static void awaitFirstRuns(MailServer server) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    String list = "";
    while (System.nanoTime() < end) {
      list = server.api().call("GET", "/api/store/purge", "");
      List<Json> jobs = Json.parse(list).member("data").items();
      assertEquals(
          List.of("blob", "lookup", "account", "history"),
          jobs.stream().map(job -> job.member("kind").text()).toList());
      if (jobs.stream().allMatch(job -> job.member("last").member("state").text().equals("done"))) {
        return;
      }
      LockSupport.parkNanos(PAUSE);
    }
    throw new AssertionError(list);
  }

  private static void verified(MailServer server) throws IOException, InterruptedException {
    String sound = server.launcher("store", "verify", "--deep").success();
    assertTrue(sound.contains("found "), sound);
    assertTrue(sound.contains("messages "), sound);
    String tasks = server.launcher("task", "list", "--filter", "verify").success();
    assertTrue(tasks.contains("verify stores  admin  done"), tasks);
    String json = server.launcher("store", "verify", "--json").success();
    String id = Json.parse(json.strip()).member("id").text();
    assertTrue(server.launcher("task", "show", id).success().contains("state"), id);
    assertEquals(0, server.launcher("task", "follow", id).status());
    assertTrue(server.launcher("task", "cancel", id).success().contains("Has ended already"));
    assertEquals(404, server.api().send("GET", "/api/tasks/nothing", "").statusCode());
  }

  /// Takes a message out of its mailbox, all octets from their owners, and an address from its
  /// account.
  private static void breakAll(DatabaseServer database) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                DatabaseStore.url("postgresql", database),
                DatabaseServer.USER,
                DatabaseServer.PASSWORD);
        Statement statement = connection.createStatement()) {
      String first = "(SELECT k FROM mailkeep_membership ORDER BY k LIMIT 1)";
      assertEquals(
          1, statement.executeUpdate("DELETE FROM mailkeep_membership WHERE k = " + first));
      assertTrue(statement.executeUpdate("DELETE FROM mailkeep_blob_link") > 0);
      String name = "encode(k, 'escape') LIKE '%stores.example%jane@%'";
      assertEquals(
          1,
          statement.executeUpdate(
              "DELETE FROM mailkeep_directory WHERE encode(k, 'hex') LIKE '03%' AND " + name));
    }
  }

  private static void mended(MailServer server) throws IOException, InterruptedException {
    Outcome found = server.launcher("store", "verify");
    assertEquals(1, found.status(), found.output());
    assertTrue(found.output().contains("is not listed by mailbox"), found.output());
    assertTrue(found.output().contains("without a link"), found.output());
    assertTrue(found.output().contains("is not found by jane@stores.example"), found.output());
    assertTrue(found.output().contains("--repair mends what can be mended"), found.output());
    String mended = server.launcher("store", "verify", "--repair").success();
    assertTrue(mended.contains("mended"), mended);
    server.launcher("store", "verify", "--deep").success();
  }

  /// A restart runs nothing again that is not due.
  private static void remembered(MailServer server) throws IOException, InterruptedException {
    String before = lastOfAccounts(server);
    server.restart();
    server.launcher("store", "purge", "lookup").success();
    assertEquals(before, lastOfAccounts(server));
  }

  private static String lastOfAccounts(MailServer server) throws IOException, InterruptedException {
    return Json.parse(server.api().call("GET", "/api/store/purge", ""))
        .member("data")
        .items()
        .stream()
        .filter(job -> job.member("kind").text().equals("account"))
        .map(job -> job.member("last").member("started").text())
        .findFirst()
        .orElseThrow();
  }
}
