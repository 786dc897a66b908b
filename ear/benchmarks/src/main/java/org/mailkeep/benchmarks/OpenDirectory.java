package org.mailkeep.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.caches.Caches;
import org.mailkeep.connections.LdapConnections;
import org.mailkeep.connections.PoolPlan;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.CredentialsSettings;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.DirectoryCacheSettings;
import org.mailkeep.directory.api.DirectoryScramSettings;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.foreign.CacheBounds;
import org.mailkeep.directory.api.foreign.CachedSource;
import org.mailkeep.directory.api.foreign.Chain;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.directory.api.foreign.JoinedDirectory;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.directory.ldap.LdapSettings;
import org.mailkeep.directory.ldap.client.PooledLdap;
import org.mailkeep.directory.sql.SqlDirectorySettings;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.rocksdb.RocksDbBackend;
import org.mailkeep.store.rocksdb.RocksDbConfig;
import org.mailkeep.store.servers.TestPool;
import org.mailkeep.store.sql.Connections;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.store.sql.SqlSettings;

/// The port `Directory` in this process: opened as the server does, from the same settings, on the
/// same store and caches, over pools as the container has them.
final class OpenDirectory implements AutoCloseable {
  private static final String PEOPLE = "people";

  private final Configuration settings;
  private final Path folder;
  private final Deque<Runnable> ends = new ArrayDeque<>();
  private final Directory port;

  /// Opens it.
  ///
  /// @param names who has an account, where Mailkeep keeps it
  /// @param folder a new one
  OpenDirectory(PeopleKind.Running running, boolean kept, List<String> names, Path folder) {
    this.folder = folder;
    this.settings =
        Configuration.of(
            running.settings(kept),
            StoreSettings.class,
            SqlSettings.class,
            CredentialsSettings.class,
            ChosenDirectory.class,
            DirectoryCacheSettings.class,
            DirectoryScramSettings.class,
            DirectoryServerSettings.class,
            DirectorySettings.class,
            SqlDirectorySettings.class,
            LdapSettings.class);
    this.port = opened(running.kind(), names);
  }

  /// The port.
  Directory port() {
    return port;
  }

  private Directory opened(PeopleKind kind, List<String> names) {
    var caches = new Caches();
    ends.push(caches::close);
    var passwords =
        new Passwords(
            new PasswordWork(Argon2Cost.STANDARD, 1, 10, Duration.ofMinutes(1)), Chance.secure());
    ends.push(passwords::close);
    RocksDbBackend backend = RocksDbBackend.open(RocksDbConfig.defaults(folder));
    ends.push(backend::close);
    var rules = new PasswordRules(8, 128);
    var house =
        new InternalDirectory(
            new DataStore(backend),
            new InternalDirectory.Parts(
                passwords, rules, Addressing.STANDARD, DirectorySettings.caches(settings), 1_000),
            caches,
            new InternalDirectory.World(InstantSource.system(), Chance.secure()),
            _ -> {});
    if (kind == PeopleKind.INTERNAL) {
      names.forEach(name -> create(house, name));
      return house;
    }
    CacheBounds bounds = bounds();
    DirectorySource plain = kind == PeopleKind.LDAP ? ldap() : sql();
    ends.push(plain::close);
    var foreign =
        new ForeignDirectory(
            PEOPLE,
            bounds == null ? plain : new CachedSource(plain, bounds, caches),
            Set.of(),
            new ForeignDirectory.Parts(
                house.ids(), passwords, rules, Addressing.STANDARD, (_, _) -> {}, null));
    var chain = new Chain(house, List.of(new Chain.Member(PEOPLE, foreign)), Map.of());
    return new JoinedDirectory(house, house.ids(), chain);
  }

  private static void create(InternalDirectory house, String name) {
    String address = Accounts.address(name);
    house.createDomain(DomainName.of(address.substring(address.indexOf('@') + 1)), "", null);
    var draft =
        new PrincipalDraft(
            address,
            name,
            List.of(Claim.parse(address).orElseThrow()),
            Account.Quota.UNLIMITED,
            Set.of("user"),
            true,
            List.of());
    if (!(house.create(draft) instanceof Change.Done<?>)) {
      throw new IllegalStateException("no account " + address);
    }
  }

  private @Nullable CacheBounds bounds() {
    return settings
        .find(DirectoryCacheSettings.ENTRIES, PEOPLE)
        .map(entries ->
            new CacheBounds(
                PEOPLE,
                entries,
                settings.get(DirectoryCacheSettings.POSITIVE, PEOPLE),
                settings.get(DirectoryCacheSettings.NEGATIVE, PEOPLE),
                settings.get(DirectorySettings.REMEMBER_FOR)))
        .orElse(null);
  }

  private DirectorySource ldap() {
    PoolPlan plan = LdapSettings.plan(settings, PEOPLE);
    LdapConnections connections =
        PooledLdap.of(new SessionQueue(plan), plan, LdapSettings.server(settings, PEOPLE));
    return LdapSettings.directory(settings, PEOPLE, connections, InstantSource.system());
  }

  private DirectorySource sql() {
    SqlConfig config = SqlSettings.config(settings, PEOPLE, folder);
    var pool =
        new TestPool(Connections.of(config), config.pool().most(), config.timeout().toMillis());
    ends.push(pool::close);
    return SqlDirectorySettings.directory(
        settings, PEOPLE, pool.source(), config.timeout(), () -> {});
  }

  @Override
  public void close() {
    while (!ends.isEmpty()) {
      ends.pop().run();
    }
  }
}
