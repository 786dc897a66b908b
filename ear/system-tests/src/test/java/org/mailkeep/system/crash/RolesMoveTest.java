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
import org.mailkeep.store.servers.OpenSearchServer;
import org.mailkeep.store.servers.RedisServer;
import org.mailkeep.store.servers.S3ProxyServer;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// Messages, look-ups and the full-text index move by themselves while mail flows, each to a store
/// of another kind and back.
@Tag("servers")
final class RolesMoveTest {
  @TempDir Path folder;

  @Test
  void eachRoleMovesWhileMailFlowsAndBack() throws Exception {
    try (var s3 = S3ProxyServer.started();
        var redis = RedisServer.started();
        var search = OpenSearchServer.started();
        var server = MailServer.in(folder, settings(s3, redis, search))) {
      KilledServer victim = KilledServer.started(server);
      var load = new MoveLoad(victim, Duration.ofSeconds(1));
      load.onceRound();
      load.start();
      move(server, "rocksdb", "files", "blob");
      load.awaitMore();
      move(server, "files", "bucket", "blob");
      move(server, "rocksdb", "quick", "lookup");
      move(server, "rocksdb", "words", "fts");
      load.awaitMore();
      assertTrue(
          configuration().contains("blob = \"bucket\"")
              && configuration().contains("lookup = \"quick\"")
              && configuration().contains("fts = \"words\"")
              && !configuration().contains("blob-before"),
          configuration());
      assertTrue(redis.ask("DBSIZE").strip().matches("[1-9]\\d*"), "it holds look-ups");
      load.stop();
      assertTrue(s3.objects() > 20, "it holds messages");
      assertEquals(List.of(), load.failures(), "nobody was turned away");
      backAfterAKill(server, victim, load);
      System.out.println(server.launcher("store", "verify", "--deep").success());
    }
  }

  /// The server dies in the middle of the way back.
  private void backAfterAKill(MailServer server, KilledServer victim, MoveLoad before)
      throws Exception {
    var load = new MoveLoad(victim, before);
    load.start();
    server
        .launcher("store", "migrate", "--from", "bucket", "--to", "rocksdb", "--background")
        .success();
    awaitBefore();
    server.kill();
    load.stop();
    assertTrue(configuration().contains("blob-before = \"bucket\""), configuration());
    server.start();
    var again = new MoveLoad(victim, load);
    again.start();
    move(server, "bucket", "rocksdb", "blob");
    move(server, "quick", "rocksdb", "lookup");
    move(server, "words", "rocksdb", "fts");
    again.awaitMore();
    again.stop();
    var verdict = again.verdict();
    assertEquals(List.of(), verdict.wrong());
    System.out.println(verdict.acknowledged() + " acknowledgements kept");
    assertFalse(configuration().contains("blob-before"), configuration());
    List<String> found = search(victim);
    server.restart();
    assertEquals(List.of(), again.verdict().wrong());
    assertEquals(found, search(victim), "searches answer as before");
  }

  private static void move(MailServer server, String from, String to, String role)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    String told =
        server.launcher("store", "migrate", "--from", from, "--to", to, "--role", role).success();
    assertTrue(told.contains("same") && !told.contains("different"), told);
    System.out.println(
        role + " " + from + " to " + to + ", " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    System.out.println(told);
  }

  private void awaitBefore() throws IOException, InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!configuration().contains("blob-before")) {
      assertTrue(System.nanoTime() < end, "the move begins");
      Thread.sleep(5);
    }
    Thread.sleep(300);
  }

  private static List<String> search(KilledServer victim) throws IOException {
    try (var wire = new Wire(victim.imapPort())) {
      wire.line();
      wire.done("LOGIN " + CrashRun.ACCOUNTS.getFirst() + "@example.org " + victim.password());
      wire.done("EXAMINE INBOX");
      return wire.done("SEARCH BODY the").subList(0, 1);
    }
  }

  private String configuration() throws IOException {
    return Files.readString(folder.resolve("mailkeep.toml"));
  }

  private static String settings(S3ProxyServer s3, RedisServer redis, OpenSearchServer search) {
    return """
    imap.auth.allow-plain-text = true
    [store.rocksdb]
    type = "rocksdb"
    [store.files]
    type = "fs"
    path = "files"
    compression = "lz4"
    [store.bucket]
    type = "s3"
    bucket = "%s"
    region = "us-east-1"
    endpoint = "%s"
    access-key = "%s"
    secret-key = "%s"
    [store.quick]
    type = "redis"
    urls = ["redis://127.0.0.1:%d"]
    [store.words]
    type = "elasticsearch"
    url = "http://127.0.0.1:%d"
    """
        .formatted(
            S3ProxyServer.BUCKET,
            s3.endpoint(),
            S3ProxyServer.ACCESS_KEY,
            S3ProxyServer.SECRET_KEY,
            redis.port(),
            search.port());
  }
}
