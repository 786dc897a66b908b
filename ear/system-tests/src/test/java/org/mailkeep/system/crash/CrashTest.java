package org.mailkeep.system.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;

/// `kill -9` at random instants. More of them, or the instants of an earlier run: `mvn verify
/// -Pservers -pl ear/system-tests -am -Dit.test=CrashTest -Dcrash.kills=500 -Dcrash.seed=1`.
@Tag("servers")
final class CrashTest {
  private static final String SETTINGS =
      """
      imap.auth.allow-plain-text = true
      """;

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsThereOnce() throws Exception {
    int kills = Integer.getInteger("crash.kills", 20);
    long seed = Long.getLong("crash.seed", System.nanoTime());
    try (MailServer server = MailServer.in(folder, SETTINGS)) {
      var verdict = new CrashRun(KilledServer.started(server), kills, seed).run();
      System.out.println(
          "crash run of "
              + kills
              + " kills, seed "
              + seed
              + ": "
              + verdict.acknowledged()
              + " acknowledgements kept");
      assertEquals(List.of(), verdict.wrong(), "seed " + seed);
      assertTrue(verdict.acknowledged() > 10L * kills, "the load was real");
    }
  }
}
