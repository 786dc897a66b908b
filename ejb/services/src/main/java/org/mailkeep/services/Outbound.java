package org.mailkeep.services;

import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.mailkeep.delivery.OutboundRoutes;
import org.mailkeep.delivery.OutboundSettings;
import org.mailkeep.delivery.RemotePorts;
import org.mailkeep.dns.CachedResolver;
import org.mailkeep.dns.DnsResolver;
import org.mailkeep.dns.Resolver;
import org.mailkeep.dns.ResolverSettings;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Dialler;

/// The way to other servers: name service, dialling, and the carrier that uses both.
record Outbound(OutboundRoutes routes, Resolver resolver) implements AutoCloseable {

  /// Opens nothing yet; sessions come with mail.
  ///
  /// @param now the configuration in force
  static Outbound open(
      Configuration configuration, Post.Ground ground, Supplier<Configuration> now) {
    ThreadFactory threads = Threads.named("mailkeep-outbound-");
    var resolver =
        new CachedResolver(
            new DnsResolver(
                ResolverSettings.rules(configuration),
                ResolverSettings.answers(configuration, ground.clock()),
                Chance.secure(),
                threads),
            ResolverSettings.caches(configuration, ground.caches()),
            ResolverSettings.keeping(configuration),
            ground.clock(),
            threads);
    var ports =
        new RemotePorts(
            resolver,
            new Dialler(ground.around()),
            ClientTls.verified(configuration.get(OutboundSettings.TIMEOUT_TLS)),
            ground.events(),
            Chance.secure(),
            threads);
    var host = DomainName.of(Hostname.of(configuration));
    return new Outbound(new OutboundRoutes(ports, now, host), resolver);
  }

  @Override
  public void close() {
    routes.close();
  }
}
