package org.mailkeep.system.stores;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.RedisServer;
import org.mailkeep.system.MailServer;

@Tag("servers")
final class RedisTest {
  private static final String PASSWORD = "hush of the tests";
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  @TempDir Path folder = Path.of("");

  @Test
  void mailFlowsAndHealthTellsOfAServerThatIsGone() throws IOException, InterruptedException {
    try (RedisServer redis = RedisServer.started("--requirepass", PASSWORD);
        var server = MailServer.in(folder, settings(redis))) {
      server.start();
      var path = new MailPath(server);
      path.makeAccount();
      path.deliver("first", 0);
      assertTrue(path.inbox().contains("first-large"));
      assertTrue(redis.ask("DBSIZE").strip().matches("[1-9]\\d*"), "it holds look-ups");
      redis.kill();
      awaitHealth(server, 503, "store quick");
      redis.start();
      awaitHealth(server, 200, "");
      path.deliver("second", 2);
      server.restart();
      assertTrue(path.inbox().contains("second-large"));
    }
  }

  private static void awaitHealth(MailServer server, int status, String words)
      throws IOException, InterruptedException {
    var question =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port("http") + "/healthz/ready"))
            .build();
    long end = System.nanoTime() + PATIENCE;
    try (var client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(question, BodyHandlers.ofString());
      while (answer.statusCode() != status || !answer.body().contains(words)) {
        assertTrue(System.nanoTime() < end, answer.statusCode() + " " + answer.body());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        answer = client.send(question, BodyHandlers.ofString());
      }
    }
  }

  private static String settings(RedisServer redis) {
    return """
    imap.auth.allow-plain-text = true
    storage.lookup = "quick"
    [store.quick]
    type = "redis"
    urls = ["redis://127.0.0.1:%d"]
    password = "%s"
    check = "1s"
    """
        .formatted(redis.port(), PASSWORD);
  }
}
