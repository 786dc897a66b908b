package org.mailkeep.system.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.FaultProxy;
import org.mailkeep.store.servers.MariaDbServer;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.system.DatabaseStore;
import org.mailkeep.system.MailServer;

/// A database server that is restarted, cuts its clients off, locks them out, is slow, exhausted or
/// without room, and a mail server that is killed, all under load. Needs root, for a disk.
@Tag("servers")
final class DatabaseFaultTest {
  private static final int MEBIBYTES = 320;

  @TempDir Path folder;

  /// Starts a database in a folder that is prepared.
  private interface Start {
    DatabaseServer on(DatabaseServer.Site site) throws IOException;
  }

  private interface Access {
    Administrator to(DatabaseServer server) throws Exception;
  }

  @Test
  void postgreSqlInTroubleIsATemporaryFailure() throws Exception {
    run(
        "postgresql",
        site -> PostgreSqlServer.started(Durability.FLUSHED, site),
        Administrator::ofPostgreSql);
  }

  @Test
  void mariaDbInTroubleIsATemporaryFailure() throws Exception {
    run("mysql", site -> MariaDbServer.started(Durability.FLUSHED, site), Administrator::ofMariaDb);
  }

  private void run(String type, Start start, Access access) throws Exception {
    List<Disk> disks = new ArrayList<>();
    try (DatabaseServer database = start.on(site -> disks.add(mounted(site)));
        var proxy = FaultProxy.before(database.port());
        var server = MailServer.in(folder.resolve("mail"), settings(type, proxy))) {
      DatabaseStore.assertFlushes(type, database);
      House house = House.started(server);
      try (var traffic = Traffic.to(house)) {
        new DatabaseFaults(
                new Ordeal(database.getClass().getSimpleName(), house, traffic),
                database,
                access.to(database),
                proxy,
                disks.getFirst())
            .run();
      }
    } finally {
      for (Disk disk : disks) {
        disk.close();
      }
    }
  }

  private static String settings(String type, FaultProxy proxy) {
    String common = "imap.auth.allow-plain-text = true\nqueue.schedule.retry = [\"1s\"]\n";
    return common
        + DatabaseStore.settings(type, proxy.port(), DatabaseServer.PASSWORD)
        + DatabaseFaults.IMPATIENT;
  }

  private Disk mounted(Path site) {
    try {
      return Disk.mounted(folder.resolve("disk.img"), site, MEBIBYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
