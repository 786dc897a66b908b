package org.mailkeep.system.faults;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;

/// A database in a file whose disk has no room, and a server that is killed while it writes there,
/// all under load. Needs root, for a disk.
@Tag("servers")
final class SqliteFaultTest {
  private static final int MEBIBYTES = 64;
  private static final String SETTINGS =
      """
      imap.auth.allow-plain-text = true
      queue.schedule.retry = ["1s"]
      storage.data = "main"
      [store.main]
      type = "sqlite"
      path = "disk/mail.db"
      check = "1s"
      """;

  @TempDir Path folder;

  @Test
  void aFileWithoutRoomIsATemporaryFailure() throws Exception {
    Path instance = folder.resolve("mail");
    try (var disk = Disk.mounted(folder.resolve("disk.img"), instance.resolve("disk"), MEBIBYTES);
        var server = MailServer.in(instance, SETTINGS)) {
      House house = House.started(server);
      try (var traffic = Traffic.to(house)) {
        var ordeal = new Ordeal("SQLite", house, traffic);
        ordeal.step("disk full", () -> fill(ordeal, disk));
        ordeal.step("Mailkeep killed", () -> kill(server, traffic));
        ordeal.end();
      }
    }
  }

  private static void fill(Ordeal ordeal, Disk disk) throws Exception {
    disk.fill();
    ordeal.assertRefused();
    ordeal.assertNotReady("store main", "full");
    disk.clear();
  }

  private static void kill(MailServer server, Traffic traffic)
      throws IOException, InterruptedException {
    traffic.awaitSuccess();
    server.kill();
    server.start();
  }
}
