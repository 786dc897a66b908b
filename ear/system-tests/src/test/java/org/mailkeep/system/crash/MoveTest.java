package org.mailkeep.system.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.FaultProxy;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// Moving house while mail flows.
@Tag("servers")
final class MoveTest {
  @TempDir Path folder;

  @Test
  void mailFlowsWhileTheStoreMovesToPostgreSqlAndBack() throws Exception {
    try (var database = PostgreSqlServer.started(Durability.FLUSHED);
        var server = MailServer.in(folder, settings(database.port()))) {
      KilledServer victim = KilledServer.started(server);
      var load = new MoveLoad(victim, Duration.ZERO);
      load.onceRound();
      String before = everything(victim);
      load.start();
      String there =
          server.launcher("store", "migrate", "--from", "rocksdb", "--to", "main").success();
      assertTrue(there.contains("same") && !there.contains("different"), there);
      assertTrue(
          configuration().contains("\nstorage.data = \"main\"\n# a comment"), configuration());
      load.awaitMore();
      String back =
          server.launcher("store", "migrate", "--from", "main", "--to", "rocksdb").success();
      assertTrue(back.contains("same") && !back.contains("different"), back);
      load.awaitMore();
      load.stop();
      System.out.println("moved there:\n" + there + "moved back:\n" + back);
      assertEquals(List.of(), load.failures(), "nobody was turned away");
      var verdict = load.verdict();
      assertEquals(List.of(), verdict.wrong());
      System.out.println(verdict.acknowledged() + " acknowledgements kept");
      String after = everything(victim);
      for (String message : before.lines().toList()) {
        assertTrue(after.contains(message), "UIDs and flags stay: " + message);
      }
      server.restart();
      assertEquals(after, everything(victim));
      server.configure(settings(database.port()).replace("# storage.data", "storage.data"));
      server.stop();
      var refused = server.launcher("start");
      assertFalse(refused.status() == 0, refused.output());
      assertTrue(refused.output().contains("was moved to store rocksdb"), refused.output());
    }
  }

  @Test
  void aMoveThatIsKilledLosesNothingAndIsGoneOnWith() throws Exception {
    try (var database = PostgreSqlServer.started(Durability.FLUSHED);
        var proxy = FaultProxy.before(database.port());
        var server = MailServer.in(folder, settings(proxy.port()))) {
      KilledServer victim = KilledServer.started(server);
      var load = new MoveLoad(victim, Duration.ZERO);
      for (int i = 0; i < 5; i++) {
        load.onceRound();
      }
      proxy.set(new FaultProxy.Fault.Delay(Duration.ofMillis(50)));
      server
          .launcher("store", "migrate", "--from", "rocksdb", "--to", "main", "--background")
          .success();
      load.start();
      awaitCopying(server);
      server.kill();
      load.stop();
      proxy.set(new FaultProxy.Fault.None());
      assertFalse(
          configuration().contains("\nstorage.data = \"main\"\n"), "it is still the old one");
      server.start();
      var again = new MoveLoad(victim, load);
      String done =
          server.launcher("store", "migrate", "--from", "rocksdb", "--to", "main").success();
      again.start();
      again.awaitMore();
      again.stop();
      assertTrue(configuration().contains("\nstorage.data = \"main\"\n"), configuration());
      assertEquals(List.of(), again.verdict().wrong());
      System.out.println("after a kill:\n" + done);
      server.kill();
      server.start();
      assertEquals(List.of(), again.verdict().wrong());
    }
  }

  private static void awaitCopying(MailServer server) throws IOException, InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    String tasks = "";
    while (System.nanoTime() < end) {
      tasks = server.api().call("GET", "/api/tasks", "");
      if (tasks.contains("copying email")
          || tasks.contains("copying thread")
          || tasks.contains("copying blob")) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("it does not copy: " + tasks);
  }

  private String configuration() throws IOException {
    return Files.readString(folder.resolve("mailkeep.toml"));
  }

  private static String settings(int port) {
    return """
    imap.auth.allow-plain-text = true
    # storage.data = "main"
    # a comment
    [store.main]
    type = "postgresql"
    host = "127.0.0.1"
    port = %d
    database = "%s"
    user = "%s"
    password = "%s"
    [store.rocksdb]
    type = "rocksdb"
    """
        .formatted(port, DatabaseServer.DATABASE, DatabaseServer.USER, DatabaseServer.PASSWORD);
  }

  /// UIDs, flags and subjects of all mailboxes.
  private static String everything(Victim victim) throws IOException {
    var all = new StringBuilder();
    for (String account : CrashRun.ACCOUNTS) {
      try (var wire = new Wire(victim.imapPort())) {
        wire.line();
        wire.done("LOGIN " + account + "@example.org " + victim.password());
        for (String mailbox : List.of("INBOX", "Archive")) {
          wire.done("EXAMINE " + mailbox);
          List<String> lines =
              wire.done("UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])");
          lines.subList(0, lines.size() - 1).forEach(line -> all.append(told(account, line)));
        }
      }
    }
    return all.toString();
  }

  /// One line for each message, without what only counts it.
  private static String told(String account, String line) {
    return account + " " + line.replaceFirst("^\\* \\d+ ", "").replaceAll("\\s+", " ") + "\n";
  }
}
