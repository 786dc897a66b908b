package org.mailkeep.system.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.imap.testing.StressRun;
import org.mailkeep.system.MailServer;

/// `kill -9` at random instants while many clients of IMAP work on the same mailboxes, each with a
/// model of what it was told: the model still fits when the server is back. More kills, or the
/// choices of an earlier run: `mvn verify -Pservers -pl ear/system-tests -am
/// -Dit.test=SharedMailboxCrashTest -Dstress.kills=500 -Dstress.seed=1`.
@Tag("servers")
final class SharedMailboxCrashTest {
  private static final int CLIENTS = 8;
  private static final int LATEST_MILLIS = 8_000;
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final long CALM = TimeUnit.SECONDS.toNanos(2);
  private static final String SETTINGS =
      """
      imap.auth.allow-plain-text = true
      """;

  @TempDir Path folder;

  @Test
  void whatWasToldOutlivesKills() throws Exception {
    int kills = Integer.getInteger("stress.kills", 2);
    long seed = Long.getLong("stress.seed", System.nanoTime());
    System.out.println("SharedMailboxCrashTest: " + kills + " kills, seed " + seed);
    var random = new SplittableRandom(seed);
    try (MailServer server = MailServer.in(folder, SETTINGS)) {
      KilledServer victim = KilledServer.started(server);
      String login = "writer1@example.org " + victim.password();
      try (StressRun run = new StressRun(() -> connect(victim), login, CLIENTS, seed)) {
        for (int kill = 0; kill < kills; kill++) {
          long after = TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_MILLIS));
          run.workUntilKilled(after, victim::kill);
          victim.start();
          run.resume();
        }
        run.work(CALM);
        System.out.println(
            "SharedMailboxCrashTest: %d commands, %d mailboxes resumed after kills"
                .formatted(run.commands(), run.resumed()));
        assertTrue(run.commands() > 100L * kills, "the load was real");
      }
    }
  }

  private static Socket connect(Victim victim) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), victim.imapPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }
}
