package org.mailkeep.services;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.mailkeep.auth.Sessions;
import org.mailkeep.delivery.ListRules;
import org.mailkeep.delivery.LocalCarrier;
import org.mailkeep.delivery.LocalPorts;
import org.mailkeep.delivery.MailRouter;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.history.HistorySettings;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.mailbox.MailBackend;
import org.mailkeep.mailbox.MailboxSettings;
import org.mailkeep.mailbox.StoredMailAccounts;
import org.mailkeep.mime.MimeSettings;
import org.mailkeep.queue.QueueLease;
import org.mailkeep.queue.QueuePorts;
import org.mailkeep.queue.QueueRules;
import org.mailkeep.queue.QueueSettings;
import org.mailkeep.queue.ReportSettings;
import org.mailkeep.queue.StoredQueue;
import org.mailkeep.settings.Configuration;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.transport.Surroundings;

/// Mail at rest and on its way: mailboxes, their index, the queue, and who carries between them.
record Post(StoredMailAccounts mail, FullText fullText, StoredQueue queue, Outbound outbound)
    implements AutoCloseable {
  /// What it stands on.
  ///
  /// @param directory the container's view of it
  /// @param sessions who is logged in
  /// @param around what connections share
  record Ground(
      Stores stores,
      Cache.Factory caches,
      Directory directory,
      Sessions sessions,
      InstantSource clock,
      Surroundings around) {
    /// Where to tell what happens.
    Events events() {
      return around.events();
    }
  }

  /// Opens mailboxes and queue; nothing moves before the queue is started.
  ///
  /// @param now the configuration in force, asked anew for each attempt
  static Post open(Configuration configuration, Ground ground, Supplier<Configuration> now) {
    var backend =
        new MailBackend(
            ground.stores().data(),
            ground.stores().blobs(),
            MailboxSettings.limits(configuration),
            MimeSettings.limits(configuration),
            new DirectoryQuotas(ground.directory()::account),
            ground.clock(),
            ground.events());
    var mail =
        new StoredMailAccounts(
            backend,
            MailboxSettings.caches(configuration, ground.caches()),
            MailboxSettings.folders(configuration));
    var outbound = Outbound.open(configuration, ground, now);
    var ports =
        new QueuePorts(
            ground.stores().data(),
            ground.stores().blobs(),
            new MailRouter(
                ground.directory(), local(configuration, ground, mail), outbound.routes()),
            QueueLease.ALONE,
            ground.events(),
            ground.clock(),
            Chance.secure(),
            Threads.named("mailkeep-queue-"),
            configuration.get(HistorySettings.DELIVERY));
    var queue = new StoredQueue(ports, QueueSettings.limits(configuration), () -> rules(now.get()));
    return new Post(mail, FullText.open(configuration, ground, mail), queue, outbound);
  }

  private static LocalCarrier local(
      Configuration configuration, Ground ground, StoredMailAccounts mail) {
    var limits = QueueSettings.limits(configuration);
    var ports =
        new LocalPorts(
            ground.directory(),
            mail,
            ground.stores().blobs(),
            MimeSettings.limits(configuration),
            ground.events(),
            Threads.named("mailkeep-delivery-"),
            new ListRules(Hostname.of(configuration), limits.recipients(), ground.clock()));
    return new LocalCarrier(ports, limits.localDeliveries());
  }

  private static QueueRules rules(Configuration configuration) {
    var host = DomainName.of(Hostname.of(configuration));
    return new QueueRules(
        QueueSettings.schedule(configuration), ReportSettings.rules(configuration, host));
  }

  @Override
  public void close() {
    queue.close();
    outbound.close();
    fullText.close();
  }
}
