package org.mailkeep.services;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.connections.LdapConnections;
import org.mailkeep.connections.SessionPools;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryCacheSettings;
import org.mailkeep.directory.api.foreign.CacheBounds;
import org.mailkeep.directory.api.spi.Acquaintances;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.ldap.LdapSettings;
import org.mailkeep.directory.ldap.client.PooledLdap;
import org.mailkeep.directory.memory.MemoryDirectory;
import org.mailkeep.directory.oidc.OidcSettings;
import org.mailkeep.directory.remote.MailServerSettings;
import org.mailkeep.directory.sql.SqlDirectorySettings;
import org.mailkeep.kernel.Cache;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Dialler;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportSettings;

/// Opens what is asked of directories that others keep. To be closed after the last of them.
final class DirectorySources implements AutoCloseable {
  private final Configuration configuration;
  private final Ground ground;
  private final Servers servers;
  private final Past past;

  /// What sessions with mail servers share; their limits of time hold until the last has ended.
  private @Nullable Surroundings around;

  /// What they work with.
  ///
  /// @param home the instance's folder
  record Ground(Path home, Cache.Factory caches, InstantSource clock, Events events) {}

  /// Where connections come from.
  ///
  /// @param pools of sessions
  /// @param databases gives a pool to one
  record Servers(SessionPools pools, Function<SqlConfig, SqlPools.Lease> databases) {}

  /// Whom directories have vouched for.
  interface Past {
    /// All that is known of them.
    Acquaintances acquaintances(String directory);

    /// Whether it has vouched for a login name.
    boolean isKnown(String directory, String login);
  }

  DirectorySources(Configuration configuration, Ground ground, Servers servers, Past past) {
    this.configuration = configuration;
    this.ground = ground;
    this.servers = servers;
    this.past = past;
  }

  /// Opens one, which need not answer now.
  DirectorySource open(String id) {
    return switch (ChosenDirectory.kind(configuration, id)) {
      case MEMORY -> MemoryDirectory.of(configuration, id);
      case SQL -> sql(id);
      case LDAP -> ldap(id);
      case IMAP, SMTP, LMTP -> mailServer(id);
      case OIDC -> oidc(id);
      case INTERNAL -> throw new IllegalArgumentException(id + " is kept here");
    };
  }

  /// How much is remembered of its answers; empty for nothing.
  Optional<CacheBounds> bounds(String id) {
    return configuration
        .find(DirectoryCacheSettings.ENTRIES, id)
        .map(entries ->
            new CacheBounds(
                id,
                entries,
                configuration.get(DirectoryCacheSettings.POSITIVE, id),
                configuration.get(DirectoryCacheSettings.NEGATIVE, id),
                configuration.get(DirectorySettings.REMEMBER_FOR)));
  }

  private DirectorySource sql(String id) {
    SqlConfig config = DirectoryDatabase.of(configuration, id, ground.home());
    SqlPools.Lease lease = servers.databases().apply(config);
    return SqlDirectorySettings.directory(
        configuration,
        id,
        lease.pool(),
        DirectoryDatabase.timeout(configuration, id, config),
        lease.end());
  }

  private DirectorySource oidc(String id) {
    boolean remember = configuration.get(DirectorySettings.REMEMBER);
    return OidcSettings.directory(
        configuration,
        id,
        new OidcSettings.Ground(
            past.acquaintances(id),
            bounds(id).filter(_ -> remember).map(CacheBounds::logins).orElse(null),
            ground.caches(),
            ground.clock()));
  }

  private DirectorySource mailServer(String id) {
    Surroundings shared = around;
    if (shared == null) {
      shared =
          Surroundings.of(
              ground.events(),
              TransportSettings.limits(configuration),
              new ServerTls(new Certificates(List.of())));
      around = shared;
    }
    return MailServerSettings.directory(
        configuration,
        id,
        new MailServerSettings.Ground(
            servers.pools(),
            new Dialler(shared),
            Hostname.of(configuration),
            login -> past.isKnown(id, login)));
  }

  private DirectorySource ldap(String id) {
    LdapConnections connections =
        PooledLdap.of(
            servers.pools(),
            LdapSettings.plan(configuration, id),
            LdapSettings.server(configuration, id));
    return LdapSettings.directory(configuration, id, connections, ground.clock());
  }

  @Override
  public void close() {
    Surroundings shared = around;
    if (shared != null) {
      shared.deadlines().close();
    }
  }
}
