package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mailkeep.imap.testing.StressRun;

/// Many clients on the same mailboxes, each with a model of what it was told.
///
/// `-Dstress.seconds=3600` runs it longer, `-Dstress.seed=N` with the same choices, though threads
/// meet in another order. `SharedMailboxCrashTest` kills a server meanwhile.
final class SharedMailboxStressTest {
  private static final int CLIENTS = 8;
  private static final long ROUND = TimeUnit.SECONDS.toNanos(2);

  @Test
  void allViewsStayRight() throws Exception {
    long seed = Long.getLong("stress.seed", System.nanoTime());
    long rounds = Math.max(1, Long.getLong("stress.seconds", 20) / 2);
    System.out.println("SharedMailboxStressTest: seed " + seed);
    try (ImapServer server = new ImapServer();
        StressRun run =
            new StressRun(() -> server.connect().socket(), "jane secret", CLIENTS, seed)) {
      for (long round = 0; round < rounds; round++) {
        run.work(ROUND);
      }
      long commands = run.commands();
      System.out.println("SharedMailboxStressTest: " + commands + " commands");
      assertTrue(commands > rounds * 100, () -> "only " + commands + " commands");
    }
  }
}
