package org.mailkeep.services;

import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.mailkeep.delivery.LocalCarrier;
import org.mailkeep.delivery.LocalPorts;
import org.mailkeep.delivery.MailRouter;
import org.mailkeep.delivery.OutboundRoutes;
import org.mailkeep.delivery.OutboundRules;
import org.mailkeep.delivery.OutboundSettings;
import org.mailkeep.delivery.RemoteCarrier;
import org.mailkeep.delivery.RemotePorts;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.dns.CachedResolver;
import org.mailkeep.dns.DnsResolver;
import org.mailkeep.dns.ResolverSettings;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.mailbox.MailBackend;
import org.mailkeep.mailbox.MailboxSettings;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.StoredMailAccounts;
import org.mailkeep.mime.MimeSettings;
import org.mailkeep.queue.QueueLease;
import org.mailkeep.queue.QueuePorts;
import org.mailkeep.queue.QueueRules;
import org.mailkeep.queue.QueueSettings;
import org.mailkeep.queue.ReportRules;
import org.mailkeep.queue.Router;
import org.mailkeep.queue.StoredQueue;
import org.mailkeep.settings.Configuration;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Dialler;
import org.mailkeep.wire.transport.Surroundings;

/// Mail at rest and on its way: mailboxes, the queue, and who carries between them.
record Post(StoredMailAccounts mail, StoredQueue queue) implements AutoCloseable {
  /// What it stands on.
  ///
  /// @param directory the container's view of it
  /// @param around what connections share
  record Ground(
      Stores stores,
      Cache.Factory caches,
      Directory directory,
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
            account -> limits(ground.directory(), account),
            ground.clock(),
            ground.events());
    var mail =
        new StoredMailAccounts(
            backend,
            new StoredMailAccounts.Caches(
                ground.caches(),
                MailboxSettings.accountCache(configuration),
                MailboxSettings.mailboxCache(configuration)),
            MailboxSettings.folders(configuration));
    var ports =
        new QueuePorts(
            ground.stores().data(),
            ground.stores().blobs(),
            router(configuration, ground, mail),
            QueueLease.ALONE,
            ground.events(),
            ground.clock(),
            Chance.secure(),
            Threads.named("mailkeep-queue-"));
    var queue = new StoredQueue(ports, QueueSettings.limits(configuration), () -> rules(now.get()));
    return new Post(mail, queue);
  }

  private static Router router(
      Configuration configuration, Ground ground, StoredMailAccounts mail) {
    int atOnce = QueueSettings.limits(configuration).localDeliveries();
    var ports =
        new LocalPorts(
            ground.directory(),
            mail,
            ground.stores().blobs(),
            MimeSettings.limits(configuration),
            ground.events(),
            Threads.named("mailkeep-delivery-"));
    return new MailRouter(
        ground.directory(), new LocalCarrier(ports, atOnce), elsewhere(configuration, ground));
  }

  private static Router elsewhere(Configuration configuration, Ground ground) {
    ThreadFactory threads = Threads.named("mailkeep-outbound-");
    Chance chance = Chance.secure();
    var resolver =
        new CachedResolver(
            new DnsResolver(ResolverSettings.rules(configuration), chance, threads),
            ResolverSettings.caches(configuration, ground.caches()),
            ground.clock());
    OutboundRules rules = OutboundSettings.rules(configuration, Hostname.of(configuration));
    var ports =
        new RemotePorts(
            resolver,
            new Dialler(ground.around()),
            ClientTls.verified(configuration.get(OutboundSettings.TIMEOUT_TLS)),
            ground.events(),
            chance,
            threads);
    return new OutboundRoutes(
        new RemoteCarrier(ports, rules), OutboundSettings.nextHop(configuration));
  }

  private static QueueRules rules(Configuration configuration) {
    var host = DomainName.of(Hostname.of(configuration));
    var from = new Address("MAILER-DAEMON", host);
    return new QueueRules(
        QueueSettings.schedule(configuration),
        new ReportRules(host, "Mail Delivery Subsystem", from, new DataSize(1 << 20)));
  }

  private static Quota.Limits limits(Directory directory, AccountId account) {
    return switch (directory.account(account)) {
      case Answer.Found<Account>(var found) ->
          new Quota.Limits(found.quota().bytes(), found.quota().messages());
      case Answer.Unknown<Account> _, Answer.Unavailable<Account> _ -> Quota.Limits.NONE;
    };
  }

  @Override
  public void close() {
    queue.close();
  }
}
