package org.mailkeep.services;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.caches.Caches;
import org.mailkeep.connections.LdapConnections;
import org.mailkeep.connections.LdapEntry;
import org.mailkeep.connections.LdapSearch;
import org.mailkeep.connections.PoolPlan;
import org.mailkeep.connections.PooledSession;
import org.mailkeep.connections.SessionOpener;
import org.mailkeep.connections.SessionPools;
import org.mailkeep.connections.Sessions;
import org.mailkeep.connections.Unreachable;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.DirectoryCacheSettings;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.directory.ldap.LdapServer;
import org.mailkeep.directory.ldap.LdapSettings;
import org.mailkeep.directory.remote.MailServerSettings;
import org.mailkeep.directory.sql.SqlDirectorySettings;
import org.mailkeep.dns.ResolverSettings;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.mailbox.MailboxSettings;
import org.mailkeep.search.IndexSettings;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Sources;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.store.memory.MemoryLookupStore;
import org.mailkeep.store.redis.RedisSettings;
import org.mailkeep.store.rocksdb.RocksDbConfig;
import org.mailkeep.store.rocksdb.RocksDbSettings;
import org.mailkeep.store.servers.TestPool;
import org.mailkeep.store.sql.Connections;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.store.sql.SqlSettings;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Dialler;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportSettings;

/// What older files say of caches, stores and directories, as they write it in each version, means
/// the same here: each is read, and what it describes is asked something.
final class ContractExamplesTest {
  private static final Address JANE = Address.of("jane@example.org");
  private static final DomainName DOMAIN = DomainName.of("example.org");

  @TempDir private Path home;

  private static Configuration example(String name) {
    try (InputStream in =
        requireNonNull(
            ContractExamplesTest.class.getResourceAsStream("contract/" + name + ".toml"), name)) {
      var reader = new ConfigurationReader(Catalogue.all(), Sources.none());
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var read = reader.read(name, text);
      return assertInstanceOf(ConfigurationReader.Accepted.class, read, read.toString())
          .configuration();
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"caches-0.7", "caches-0.5"})
  void cachesAreBoundedAsTheFileSays(String name) {
    Configuration configuration = example(name);
    Map<String, Long> sizes = new TreeMap<>();
    try (var caches = new Caches()) {
      MailboxSettings.caches(configuration, caches);
      ResolverSettings.caches(configuration, caches);
      caches.all().forEach(one -> sizes.put(one.spec().name(), one.spec().entries()));
    }
    assertEquals(2_048, sizes.get("resolver.txt"));
    for (String kind : List.of("mx", "ipv4", "ipv6", "ptr", "tlsa")) {
      assertEquals(1_024, sizes.get("resolver." + kind), kind);
    }
  }

  @Test
  void withoutEntriesADirectoryIsNotRemembered() {
    Configuration configuration = example("memory");
    assertTrue(configuration.find(DirectoryCacheSettings.ENTRIES, "memory").isEmpty());
    assertEquals(Duration.ofDays(1), configuration.get(DirectoryCacheSettings.POSITIVE, "memory"));
    assertEquals(Duration.ofHours(1), configuration.get(DirectoryCacheSettings.NEGATIVE, "memory"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sql-0.5:sql", "ldap:ldap", "imap-0.5:imap", "smtp:smtp", "ldap-0.5:ldap"})
  void answersAreRememberedAsTheFileSays(String where) {
    String id = where.substring(where.indexOf(':') + 1);
    Configuration configuration = example(where.substring(0, where.indexOf(':')));
    assertEquals(500, configuration.get(DirectoryCacheSettings.ENTRIES, id));
    assertEquals(Duration.ofHours(1), configuration.get(DirectoryCacheSettings.POSITIVE, id));
    assertEquals(Duration.ofMinutes(10), configuration.get(DirectoryCacheSettings.NEGATIVE, id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "memory-0.5"})
  void peopleOfTheFileGetMailAndLogIn(String name) {
    try (var caches = new Caches();
        People people = people(example(name), caches)) {
      var directory = people.directory();
      var jane = assertInstanceOf(Resolution.Accounts.class, directory.resolve(JANE));
      assertEquals(1, jane.recipients().size());
      assertInstanceOf(
          Resolution.Accounts.class, directory.resolve(Address.of("info@example.org")));
      assertEquals(new Resolution.NotLocal(), directory.resolve(Address.of("jane@example.net")));
      assertInstanceOf(
          Authentication.Authenticated.class,
          directory.authenticate(new Credentials.Password("jane", "abcde")));
      var admin =
          assertInstanceOf(
              Authentication.Authenticated.class,
              directory.authenticate(new Credentials.Password("admin", "secret")));
      assertTrue(admin.account().roles().contains("admin"));
    }
  }

  @Test
  void rulesOfOlderFilesFindAddresses() {
    try (var caches = new Caches();
        People people = people(example("memory-0.5"), caches)) {
      assertInstanceOf(
          Resolution.Accounts.class,
          people.directory().resolve(Address.of("sales.jane@example.org")),
          "a sub-address by a rule");
      assertInstanceOf(
          Resolution.Accounts.class,
          people.directory().resolve(Address.of("anybody@example.org")),
          "a catch-all by a rule");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"internal", "internal-0.5"})
  void theInternalDirectoryIsThere(String name) {
    Configuration configuration = example(name);
    assertEquals(ChosenDirectory.Kind.INTERNAL, ChosenDirectory.kind(configuration, "internal"));
    try (var caches = new Caches();
        People people = people(configuration, caches)) {
      people.house().createDomain(DOMAIN, "", null);
      assertEquals(new Verdict.Yes(), people.directory().isLocal(DOMAIN));
      assertEquals(new Resolution.UnknownMailbox(), people.directory().resolve(JANE));
    }
  }

  private People people(Configuration configuration, Caches caches) {
    var clock = InstantSource.system();
    return People.open(
        configuration,
        new People.Ground(
            home,
            new DataStore(new MemoryBackend()),
            new MemoryLookupStore(clock, 1_000),
            caches,
            clock,
            _ -> {}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sql", "sql-0.5", "sql-0.4"})
  void aDatabaseIsAskedAsTheFileSays(String name) throws SQLException {
    Configuration configuration = example(name);
    SqlConfig config = DirectoryDatabase.of(configuration, "sql", home);
    if (!name.equals("sql-0.5")) {
      assertEquals(10, config.pool().most());
    }
    try (var pool = new TestPool(Connections.of(config), 2, 10_000)) {
      fill(pool);
      DirectorySource source =
          SqlDirectorySettings.directory(
              configuration, "sql", pool.source(), config.timeout(), () -> {});
      assertEquals(new Verdict.Yes(), source.isLocal(DOMAIN));
      assertEquals(
          Receiver.of(new Answer.Found<>(Identity.read("jane").stream().toList())),
          source.recipients("jane@example.org"));
      var found = assertInstanceOf(PasswordAnswer.BySecrets.class, source.prove("jane", "abcde"));
      assertEquals(List.of("abcde"), found.secrets());
      assertEquals(List.of("jane@example.org"), found.entry().emails());
      assertEquals(100_000, found.entry().quota().bytes());
      assertEquals(
          new Answer.Found<>(Identity.read("sales").stream().toList()),
          source.groups(found.entry().identity()));
      source.close();
    }
  }

  private static void fill(TestPool pool) throws SQLException {
    try (Connection connection = pool.source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String line :
          List.of(
              "CREATE TABLE accounts (name TEXT PRIMARY KEY, secret TEXT, description TEXT,"
                  + " type TEXT NOT NULL, quota INTEGER DEFAULT 0, active BOOLEAN DEFAULT 1)",
              "CREATE TABLE group_members (name TEXT NOT NULL, member_of TEXT NOT NULL)",
              "CREATE TABLE emails (name TEXT NOT NULL, address TEXT NOT NULL, type TEXT)",
              "INSERT INTO accounts VALUES ('jane', 'abcde', 'Jane', 'individual', 100000, 1)",
              "INSERT INTO group_members VALUES ('jane', 'sales')",
              "INSERT INTO emails VALUES ('jane', 'jane@example.org', 'primary')")) {
        statement.execute(line);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap", "ldap-0.5"})
  void anLdapServerIsAskedAsTheFileSays(String name) {
    Configuration configuration = example(name);
    LdapServer server = LdapSettings.server(configuration, "ldap");
    assertEquals("localhost:389", server.host() + ":" + server.port());
    assertEquals(LdapServer.Encryption.NONE, server.encryption());
    assertEquals("cn=serviceuser,ou=svcaccts,dc=example,dc=org", server.bindName());
    assertEquals("mysecret", server.bindSecret());
    assertEquals(10, LdapSettings.plan(configuration, "ldap").most());
    var asked = new Asked();
    DirectorySource source =
        LdapSettings.directory(configuration, "ldap", asked, InstantSource.system());
    source.isLocal(DOMAIN);
    source.recipients("jane@example.org");
    source.prove("jane", "abcde");
    assertEquals("dc=example,dc=org", asked.searches.getFirst().base());
    assertTrue(asked.searches.get(0).filter().contains("(mail=*@example.org)"), asked.toString());
    assertTrue(
        asked.searches.get(1).filter().contains("(mail=jane@example.org)"), asked.toString());
    assertTrue(asked.searches.get(1).attributes().contains("diskQuota"), asked.toString());
    if (name.equals("ldap")) {
      assertTrue(asked.searches.get(2).filter().contains("(uid=jane)"), asked.toString());
      assertTrue(asked.searches.get(2).attributes().contains("userPassword"), asked.toString());
    } else {
      assertEquals(List.of("cn=jane,ou=svcaccts,dc=example,dc=org"), asked.binds);
    }
  }

  /// An LDAP server in which nobody is.
  private static final class Asked implements LdapConnections {
    final List<LdapSearch> searches = new ArrayList<>();
    final List<String> binds = new ArrayList<>();

    @Override
    public List<LdapEntry> search(LdapSearch search) {
      searches.add(search);
      return List.of();
    }

    @Override
    public boolean bind(String name, String password) {
      binds.add(name);
      return false;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return searches.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"imap", "imap-0.5", "smtp", "lmtp-0.5"})
  void aMailServerIsAskedThroughAPoolOfTheFilesSize(String name) {
    Configuration configuration = example(name);
    String id = configuration.ids("directory").iterator().next();
    var around =
        Surroundings.of(
            _ -> {},
            TransportSettings.limits(configuration),
            new ServerTls(new Certificates(List.of())));
    var pools = new Plans();
    DirectorySource source =
        MailServerSettings.directory(
            configuration,
            id,
            new MailServerSettings.Ground(
                pools, new Dialler(around), "mx.example.org", _ -> false));
    assertEquals(new Verdict.Yes(), source.isLocal(DOMAIN));
    assertEquals(new Verdict.No(), source.isLocal(DomainName.of("example.net")));
    assertInstanceOf(PasswordAnswer.Unavailable.class, source.prove("jane@example.org", "abcde"));
    PoolPlan plan = pools.plans.getFirst();
    assertEquals(10, plan.most());
    assertEquals(Duration.ofSeconds(30), plan.await());
    assertEquals(id.toUpperCase(Locale.ROOT), plan.protocol().name());
    around.deadlines().close();
  }

  /// Pools of sessions with a server that is down.
  private static final class Plans implements SessionPools {
    final List<PoolPlan> plans = new ArrayList<>();

    @Override
    public <S extends PooledSession> Sessions<S> open(
        PoolPlan plan, Class<S> type, SessionOpener opener) {
      plans.add(plan);
      return new Sessions<>(
          type,
          _ -> {
            throw new Unreachable("down");
          },
          plan.await(),
          () -> {});
    }
  }

  @Test
  void storesAreReadInEachSpelling() {
    Configuration now = example("stores");
    Configuration before = example("stores-0.5");
    assertEquals(10, SqlSettings.config(now, "postgresql", home).pool().most());
    for (Configuration each : List.of(now, before)) {
      SqlConfig postgres = SqlSettings.config(each, "postgresql", home);
      assertEquals(Duration.ofSeconds(15), postgres.timeout());
      var place = assertInstanceOf(SqlConfig.Server.class, postgres.place());
      assertEquals(
          "localhost:5432/mail", place.host() + ":" + place.port() + "/" + place.database());
      assertEquals("postgres", place.login().user());
      assertEquals(Duration.ofSeconds(15), SqlSettings.config(each, "mysql", home).timeout());
    }
    assertEquals(RedisSettings.config(now, "redis"), RedisSettings.config(before, "redis"));
    for (Configuration each : List.of(now, before)) {
      RocksDbConfig rocks = RocksDbSettings.config(each, "rocksdb", home);
      assertEquals(16_834, rocks.minBlobSize().bytes());
      assertEquals(134_217_728, rocks.writeBuffer().bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"storage", "storage-0.5", "storage-0.5.0"})
  void rolesAreReadInEachSpelling(String name) {
    Configuration configuration = example(name);
    assertEquals("rocksdb", StoreSettings.data(configuration));
    assertEquals("files", StoreSettings.blob(configuration));
    assertEquals(
        name.equals("storage-0.5") ? "rocksdb" : "index", StoreSettings.fts(configuration));
    assertEquals("de", configuration.get(IndexSettings.LANGUAGE));
    assertEquals(
        Optional.of("example.org"), new FixedLookups(configuration).find("default", "domain"));
    Set<String> idle =
        new TreeSet<>(
            Set.of(
                "storage.encryption.enable does nothing",
                "storage.encryption.append does nothing",
                "spam.header.is-spam does nothing",
                "cluster.node-id does nothing"));
    if (name.equals("storage-0.5.0")) {
      idle.add("management.directory does nothing");
      idle.add("sieve.trusted.default.directory does nothing");
      idle.add("sieve.trusted.default.store does nothing");
    }
    assertEquals(idle, new TreeSet<>(IdleSettings.of(configuration)));
  }

  @Test
  void listsInMemoryAreAsked() {
    Configuration configuration = example("lists-0.5");
    var lookups = new FixedLookups(configuration);
    assertTrue(lookups.find("list", "jane@example.org").isPresent());
    assertTrue(lookups.find("glob", "mx1.example.org").isPresent());
    assertTrue(lookups.find("regex", "mx7.example.org").isPresent());
    assertEquals(Optional.of("jane"), lookups.find("map", "postmaster"));
    for (String list : List.of("list", "glob", "regex", "map")) {
      assertEquals(Optional.empty(), lookups.find(list, "stranger.example.net"), list);
    }
    assertEquals(List.of(), IdleSettings.of(configuration));
  }

  @Test
  void aDirectoryThatIsDisabledIsNotAsked() {
    var reader = new ConfigurationReader(Catalogue.all(), Sources.none());
    String rests =
        """
        [directory.a]
        type = "memory"
        disable = true
        """;
    assertInstanceOf(ConfigurationReader.Accepted.class, reader.read("text", rests));
    var refused =
        assertInstanceOf(
            ConfigurationReader.Refused.class,
            reader.read("text", "storage.directory = \"a\"\n" + rests));
    assertTrue(refused.problems().toString().contains("`a` is disabled"), refused.toString());
  }
}
