package org.mailkeep.directory.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.contract.ForeignContract;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.servers.TestPool;

/// What a directory in any database does.
abstract class SqlDirectoryContract extends ForeignContract {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST = 4;

  private final SampleDatabase sample;
  private final String type;
  private @Nullable TestPool pool;

  SqlDirectoryContract(SampleDatabase sample, String type) {
    this.sample = sample;
    this.type = type;
  }

  /// The database's driver.
  abstract DataSource connections();

  @Override
  protected DirectorySource source(List<Population.Member> members) {
    return source(members, "");
  }

  private DirectorySource source(List<Population.Member> members, String more) {
    try (Connection connection = connections().getConnection()) {
      sample.fill(connection, members, passwords::hash);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return directory(sample.settings(type, more), pool());
  }

  private static DirectorySource directory(String toml, DataSource pool) {
    var configuration =
        Configuration.of(
            toml,
            ChosenDirectory.class,
            DirectoryServerSettings.class,
            SqlDirectorySettings.class,
            StoreSettings.class);
    return SqlDirectorySettings.directory(configuration, "db", pool, TIMEOUT, () -> {});
  }

  @Override
  protected DirectorySource downSource() {
    var down =
        (DataSource)
            Proxy.newProxyInstance(
                SqlDirectoryContract.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (_, _, _) -> {
                  throw new SQLException("connection refused", "08001");
                });
    return directory(sample.settings(type, ""), down);
  }

  private DataSource pool() {
    TestPool made = pool;
    if (made == null) {
      made = new TestPool(connections(), MOST, 200);
      pool = made;
    }
    return made.source();
  }

  @AfterEach
  void closePool() {
    TestPool made = pool;
    if (made != null) {
      made.close();
    }
  }

  @Test
  void aColumnThatIsNotThereIsAFailureAndTellsItsName() {
    var source = source(List.of(john()), "columns.quota = \"limit\"");
    var proof = assertInstanceOf(PasswordAnswer.Unavailable.class, source.prove("john", "x"));
    assertEquals("the query gives no column limit", proof.reason());
    assertEquals("the query gives no column limit", source.trouble().orElseThrow());
  }

  @Test
  void aQueryThatTheDatabaseRefusesIsAFailureAndTellsItsName() {
    source(List.of(john()));
    String wrong = sample.settings(type, "").replace("SELECT name FROM emails", "SELECT x FROM y");
    var source = directory(wrong, pool());
    var answer = assertInstanceOf(Answer.Unavailable.class, source.recipients("john@example.org"));
    assertTrue(answer.reason().startsWith("query recipients: "), answer.reason());
    assertTrue(source.trouble().orElseThrow().startsWith("query recipients: "));
    assertInstanceOf(Answer.Found.class, source.entry("john"), "others are asked all the same");
  }

  @Test
  void aPoolWithoutAFreeConnectionIsAFailure() throws SQLException {
    var directory = foreign(source(List.of(john())), Set.of());
    var held = new Connection[MOST];
    for (int i = 0; i < MOST; i++) {
      held[i] = pool().getConnection();
    }
    assertInstanceOf(
        Authentication.Unavailable.class,
        directory.authenticate(new Credentials.Password("john", "john's secret")));
    assertInstanceOf(
        Resolution.Unavailable.class, directory.resolve(Address.of("john@example.org")));
    for (Connection connection : held) {
      connection.close();
    }
    assertInstanceOf(
        Authentication.Authenticated.class,
        directory.authenticate(new Credentials.Password("john", "john's secret")));
  }

  @Test
  void anAnswerWithTooManyRowsIsAFailureAndLosesNobody() {
    String list = "all@example.org";
    List<Population.Member> three =
        Stream.of("a", "b", "c")
            .map(login ->
                new Population.Member(
                    Population.Person.of(login, "x", login + "@example.org"),
                    "individual",
                    List.of(list),
                    List.of("g" + login, "staff")))
            .toList();
    var small = source(three, "limits.entries = 2");
    assertEquals(
        new Answer.Unavailable<>("query recipients: more than 2 rows, which limits.entries allows"),
        small.recipients(list));
    assertEquals(
        new Answer.Unavailable<>("query expand: more than 2 rows, which limits.entries allows"),
        small.expand(list));
    assertEquals(new Verdict.Yes(), small.isLocal(DomainName.of("example.org")));
    assertInstanceOf(Answer.Found.class, small.entry("a"));
    assertInstanceOf(
        Resolution.Unavailable.class, foreign(small, Set.of()).resolve(Address.of(list)));
    var large = source(three, "limits.entries = 3");
    var found = assertInstanceOf(Answer.Found.class, large.recipients(list));
    assertEquals(3, ((List<?>) found.value()).size());
  }

  /// Has the pool hold as many connections as it may.
  final void openAll() throws SQLException {
    var held = new Connection[MOST];
    for (int i = 0; i < MOST; i++) {
      held[i] = pool().getConnection();
    }
    for (Connection connection : held) {
      connection.close();
    }
  }

  @Test
  void whatIsNotAskedIsNotKnown() {
    source(List.of(john()));
    var source =
        directory(
            """
            [directory.db]
            type = "sql"
            store = "db"
            [store.db]
            type = "%s"
            query.name = "SELECT secret FROM accounts WHERE name = %s"
            """
                .formatted(type, sample.place()),
            pool());
    var john = assertInstanceOf(Answer.Found.class, source.entry("john"));
    assertEquals(Entry.Kind.INDIVIDUAL, ((Entry) john.value()).kind());
    assertEquals(new Verdict.No(), source.isLocal(DomainName.of("example.org")));
    assertEquals(new Answer.Found<>(List.of()), source.recipients("john@example.org"));
  }

  @Test
  void anAccountMayHaveSeveralSecretsAndBeFoundByItsAddress() throws SQLException {
    source(List.of(john()));
    String toml =
        sample
            .settings(type, "columns.name = \"login\"")
            .replaceFirst(
                "(?m)^name = .*$",
                "name = \"SELECT a.name AS login, type, secret, active FROM accounts a WHERE"
                    + " EXISTS (SELECT 1 FROM emails e WHERE e.name = a.name AND e.address = "
                    + sample.place().replace("$", "\\$")
                    + ") UNION ALL SELECT name, type, 'second secret', active FROM accounts\"");
    var directory = foreign(directory(toml, pool()), Set.of());
    for (String password : List.of("john's secret", "second secret")) {
      var found =
          assertInstanceOf(
              Authentication.Authenticated.class,
              directory.authenticate(new Credentials.Password("john@example.org", password)));
      assertEquals("john", found.account().login());
    }
  }

  static Population.Member john() {
    return new Population.Member(
        Population.Person.of("john", "john's secret", "john@example.org"),
        "individual",
        List.of(),
        List.of());
  }
}
