package org.mailkeep.services;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.mailkeep.admin.Maintenance;
import org.mailkeep.admin.TaskReport;
import org.mailkeep.admin.Tasks;
import org.mailkeep.history.HistorySettings;
import org.mailkeep.mailbox.MailboxSettings;
import org.mailkeep.mailbox.PurgeTimes;
import org.mailkeep.mailbox.StoredMailAccounts;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreSettings;

/// What goes by itself, and when.
final class Purges {
  private Purges() {}

  /// The jobs of a server.
  ///
  /// @param now the configuration in force, asked anew for each run
  static Maintenance of(
      Stores stores,
      StoredMailAccounts mail,
      HistoryHome history,
      Tasks tasks,
      Supplier<Configuration> now) {
    Configuration configuration = now.get();
    InstantSource clock = history.clock();
    var jobs =
        List.of(
            new Maintenance.Job(
                "blob",
                configuration.get(StoreSettings.PURGE, StoreSettings.blob(configuration)),
                progress -> TaskReport.of("deleted", stores.blobs().purge(progress))),
            new Maintenance.Job(
                "lookup",
                configuration.get(StoreSettings.PURGE, StoreSettings.lookup(configuration)),
                progress -> TaskReport.of("deleted", stores.lookup().purge(progress))),
            new Maintenance.Job(
                "account",
                configuration.get(MailboxSettings.PURGE),
                progress -> TaskReport.of(mail.purge(purgeTimes(clock, now.get()), progress))),
            new Maintenance.Job(
                "history", configuration.get(HistorySettings.PURGE), history::purge));
    var ground =
        new Maintenance.Ground(
            stores.data(),
            stores.lookup(),
            configuration.get(StoreSettings.LEASE),
            clock,
            Threads.named("mailkeep-lease-"));
    return new Maintenance(jobs, ground, tasks);
  }

  private static PurgeTimes purgeTimes(InstantSource clock, Configuration configuration) {
    return MailboxSettings.purgeTimes(configuration, clock.instant());
  }
}
