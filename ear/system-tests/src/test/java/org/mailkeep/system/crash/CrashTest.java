package org.mailkeep.system.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;

/// `kill -9` at random instants. More of them, the instants of an earlier run, or another store
/// (rocksdb, postgresql, mariadb, mysql, sqlite): `mvn verify -Pservers -pl ear/system-tests -am
/// -Dit.test=CrashTest -Dcrash.kills=500 -Dcrash.seed=1 -Dcrash.store=mysql`.
@Tag("servers")
final class CrashTest {
  private static final String SETTINGS =
      """
      imap.auth.allow-plain-text = true
      """;

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsThereOnce() throws Exception {
    String name = System.getProperty("crash.store", "rocksdb");
    int kills = Integer.getInteger("crash.kills", 20);
    long seed = Long.getLong("crash.seed", System.nanoTime());
    try (CrashStore store = CrashStore.started(name);
        MailServer server = MailServer.in(folder, SETTINGS + store.settings())) {
      KilledServer victim = KilledServer.started(server);
      store.assertFlushes(folder);
      var verdict = new CrashRun(victim, kills, seed).run();
      System.out.println(
          "crash run on "
              + name
              + " of "
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
