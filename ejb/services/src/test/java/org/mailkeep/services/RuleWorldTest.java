package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.dns.testing.FakeResolver;
import org.mailkeep.expression.ExpressionException;
import org.mailkeep.expression.Values;
import org.mailkeep.expression.World;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.memory.MemoryLookupStore;
import org.mailkeep.store.servers.TestPool;
import org.mailkeep.store.sql.Connections;
import org.mailkeep.store.sql.SqlConfig;

/// What rules can ask about.
final class RuleWorldTest {
  private static final String LOOKUPS =
      """
      [lookup.default]
      hostname = "mx.example.org"
      domain = "example.org"
      [lookup.partners]
      "partner.example" = true
      "limits.size" = 5
      "*.example.net" = true
      'a\\*b' = true
      [store.spammers]
      type = "memory"
      format = "list"
      values = ["spam@example.com"]
      [store.sql]
      type = "sqlite"
      path = "rules.db"
      query.spammers = "SELECT 1 FROM spammers WHERE address = ?"
      query.limits = "SELECT size, note FROM limits WHERE domain = $1"
      query.domains = "SELECT 1 WHERE ? = 'example.net'"
      """;

  @TempDir Path folder;

  private int leases;

  private final FakeResolver resolver =
      new FakeResolver()
          .mx("example.org", 10, "mx.example.org")
          .host("mx.example.org", "192.0.2.1")
          .txt("example.org", "v=spf1 -all");
  private boolean down;
  private final Configuration configuration =
      Configuration.of(LOOKUPS, Catalogue.DECLARATIONS.toArray(Class<?>[]::new));
  private final StoreQueries databases = new StoreQueries(configuration, Path.of(""), this::lease);
  private final World world =
      new RuleWorld(
          knowing("example.org", "jane"),
          id ->
              id.equals("partners-only")
                  ? Optional.of(knowing("partner.example", "pat"))
                  : Optional.empty(),
          new FixedLookups(configuration),
          new MemoryLookupStore(InstantSource.fixed(Instant.EPOCH), 100),
          databases,
          resolver);

  /// In place of the container's.
  private SqlPools.Lease lease(SqlConfig config) {
    leases++;
    var file =
        new SqlConfig(
            config.id(),
            config.kind(),
            new SqlConfig.File(folder.resolve("rules.db")),
            config.pool(),
            config.timeout(),
            config.queue(),
            List.of());
    var pool = new TestPool(Connections.of(file), 2, 5_000);
    try (var connection = pool.source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE spammers (address TEXT)");
      statement.execute("INSERT INTO spammers VALUES ('spam@example.org')");
      statement.execute("CREATE TABLE limits (domain TEXT, size INTEGER, note TEXT)");
      statement.execute("INSERT INTO limits VALUES ('example.org', 5, NULL)");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return new SqlPools.Lease(
        pool.source(),
        () -> {
          leases--;
          pool.close();
        });
  }

  @Test
  void databasesOfStoresAreAsked() {
    assertTrue(world.isListed("sql/spammers", "spam@example.org"));
    assertFalse(world.isListed("sql/spammers", "' OR 1=1 --"));
    assertEquals(Values.of("5"), world.keyGet("sql/limits", "example.org"));
    assertEquals(Values.NOTHING, world.keyGet("sql/limits", "example.com"));
    assertEquals(
        Values.of(List.of("5", "")),
        world.sqlQuery("sql", "limits", List.of(Values.of("example.org"))));
    assertEquals(
        Values.of("example.org"),
        world.sqlQuery(
            "sql",
            "SELECT domain FROM limits WHERE size > ? AND domain LIKE ?",
            List.of(Values.of(4), Values.of("%.org"))));
    assertEquals(
        Values.NOTHING,
        world.sqlQuery("sql", "SELECT 1 FROM limits WHERE size > ?", List.of(Values.of(5))));
    assertEquals(1, leases, "one pool serves all questions");
    databases.close();
    assertEquals(0, leases);
    assertThrows(ExpressionException.class, () -> world.isListed("sql/spammers", "a"));
  }

  @Test
  void whatADatabaseCannotAnswerIsAFailure() {
    assertThrows(ExpressionException.class, () -> world.sqlQuery("none", "SELECT 1", List.of()));
    assertThrows(
        ExpressionException.class, () -> world.sqlQuery("spammers", "SELECT 1", List.of()));
    assertThrows(ExpressionException.class, () -> world.sqlQuery("sql", "SELECT ?", List.of()));
    assertThrows(
        ExpressionException.class, () -> world.sqlQuery("sql", "SELECT a FROM none", List.of()));
    assertThrows(ExpressionException.class, () -> world.isListed("sql/domains", "example.net"));
    databases.close();
  }

  /// A directory with one address.
  private Directory knowing(String domain, String local) {
    return (Directory)
        Proxy.newProxyInstance(
            Directory.class.getClassLoader(),
            new Class<?>[] {Directory.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "isLocal" ->
                      down
                          ? new Verdict.Unavailable("down")
                          : Verdict.of(((DomainName) arguments[0]).ascii().equals(domain));
                  case "resolve" ->
                      down
                          ? new Resolution.Unavailable("down")
                          : resolve((Address) arguments[0], local);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static Resolution resolve(Address address, String local) {
    return address.local().equals(local)
        ? new Resolution.Accounts(List.of(new Resolution.Recipient(new AccountId(1), address)))
        : new Resolution.UnknownMailbox();
  }

  @Test
  void aRuleAsksTheDirectoryThatItNames() {
    assertTrue(world.isLocalDomain("partners-only", "partner.example"));
    assertFalse(world.isLocalDomain("partners-only", "example.org"));
    assertFalse(world.isLocalDomain("*", "partner.example"));
    assertTrue(world.isLocalAddress("partners-only", "pat@partner.example"));
    assertFalse(world.isLocalAddress("partners-only", "jane@example.org"));
    assertFalse(world.isLocalAddress("", "pat@example.org"));
    assertThrows(ExpressionException.class, () -> world.isLocalDomain("none", "example.org"));
    assertThrows(ExpressionException.class, () -> world.isListed("none/domains", "example.org"));
  }

  @Test
  void theDirectoryKnowsDomainsAndAddresses() {
    assertTrue(world.isLocalDomain("*", "Example.ORG"));
    assertFalse(world.isLocalDomain("", "example.com"));
    assertFalse(world.isLocalDomain("", "no domain"));
    assertTrue(world.isLocalAddress("", "jane@example.org"));
    assertFalse(world.isLocalAddress("", "joe@example.org"));
    assertFalse(world.isLocalAddress("", "no address"));
    down = true;
    assertThrows(ExpressionException.class, () -> world.isLocalDomain("", "example.org"));
    assertThrows(ExpressionException.class, () -> world.isLocalAddress("", "jane@example.org"));
  }

  @Test
  void tablesOfTheFileAnswerFirst() {
    assertEquals(Values.of("mx.example.org"), world.keyGet("default", "hostname"));
    assertEquals(Values.of("example.org"), world.keyGet("default", "domain"));
    assertEquals(Values.of("5"), world.keyGet("partners", "limits.size"));
    assertEquals(Values.NOTHING, world.keyGet("partners", "stranger.example"));
  }

  @Test
  void whatRulesSetIsKept() {
    assertEquals(Values.NOTHING, world.keyGet("", "k"));
    world.keySet("", "k", Values.of(5));
    assertEquals(Values.of("5"), world.keyGet("", "k"));
    assertEquals(Values.NOTHING, world.keyGet("other", "k"));
    assertEquals(0, world.counter("c", "k"));
    assertEquals(2, world.counterAdd("c", "k", 2));
    assertEquals(3, world.counterAdd("c", "k", 1));
    assertEquals(3, world.counter("c", "k"));
    assertThrows(ExpressionException.class, () -> world.keyGet("", "k".repeat(1000)));
  }

  @Test
  void listsOfOlderFilesAreTablesOrTheDirectory() {
    assertTrue(world.isListed("partners", "partner.example"));
    assertTrue(world.isListed("list/partners", "partner.example"));
    assertTrue(world.isListed("partners/domains", "partner.example"));
    assertFalse(world.isListed("partners", "example.org"));
    assertTrue(world.isListed("partners-only/domains", "partner.example"));
    assertFalse(world.isListed("partners-only/domains", "example.org"));
    assertTrue(world.isListed("spammers", "spam@example.com"));
    assertTrue(world.isListed("list/spammers", "spam@example.com"));
    assertFalse(world.isListed("spammers", "ham@example.com"));
    for (String everybody : List.of("default/domains", "*/domains", "/domains")) {
      assertTrue(world.isListed(everybody, "example.org"), everybody);
      assertFalse(world.isListed(everybody, "example.com"), everybody);
    }
    assertThrows(ExpressionException.class, () -> world.isListed("sql/strangers", "a"));
  }

  @Test
  void keysOfTablesMayBePatterns() {
    assertTrue(world.isListed("partners", "mail.example.net"));
    assertFalse(world.isListed("partners", "example.net"));
    assertTrue(world.isListed("partners", "a*b"));
    assertFalse(world.isListed("partners", "aab"));
  }

  @Test
  void dnsAnswersWithLists() {
    assertEquals(Values.of(List.of("mx.example.org")), world.dnsQuery("example.org", "mx"));
    assertEquals(Values.of(List.of("192.0.2.1")), world.dnsQuery("mx.example.org", "ipv4"));
    assertEquals(Values.of(List.of("v=spf1 -all")), world.dnsQuery("example.org", "txt"));
    assertEquals(Values.NOTHING, world.dnsQuery("example.com", "txt"));
    assertEquals(Values.NOTHING, world.dnsQuery("no name", "ptr"));
    assertThrows(ExpressionException.class, () -> world.dnsQuery("example.org", "soa"));
  }
}
