package org.mailkeep.directory.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.spi.Receiver;

/// How long a question may take whose connections turn out to be dead.
final class DeadConnectionTest {
  private static final Columns.Column NONE = new Columns.Column("", false);

  private static final Duration NEVER = Duration.ofSeconds(-1);
  private static final Answer<List<Receiver>> NOBODY = new Answer.Found<>(List.of());

  /// How long each connection of the pool takes to fail.
  private final Deque<Duration> failures = new ArrayDeque<>();

  /// The seconds that queries, and checks of connections, were given.
  private final List<Integer> queries = new ArrayList<>();

  private final List<Integer> checks = new ArrayList<>();
  private boolean back;

  /// How long the pool takes to give the first connection.
  private Duration full = Duration.ZERO;

  /// What connections wait for a silent server, each time that it is set.
  private final List<Integer> waits = new ArrayList<>();

  private boolean waitsAreUnknown;

  private SqlDirectory directory(Duration timeout) {
    return new SqlDirectory(
        Map.of(Query.RECIPIENTS, PreparedQuery.of("SELECT name FROM emails WHERE address = ?")),
        new Columns(NONE, NONE, NONE, NONE, NONE, NONE),
        proxy(
            DataSource.class,
            (_, _) -> {
              LockSupport.parkNanos(full.toNanos());
              full = Duration.ZERO;
              return connection(failures.remove());
            }),
        new SqlDirectory.Limits(timeout, 100),
        () -> {});
  }

  @Test
  void bothAttemptsShareTheTime() {
    failures.addAll(List.of(Duration.ofMillis(1_600), Duration.ZERO));
    back = true;
    var answer =
        assertInstanceOf(
            Answer.Unavailable.class,
            directory(Duration.ofSeconds(3)).recipients("john@example.org"));
    assertEquals("query recipients: failure 2", answer.reason());
    assertEquals(List.of(3, 1), queries);
    assertEquals(List.of(1, 1, 1), checks, "after the first, before and after the second");
  }

  @Test
  void nobodyIsAskedAgainWhenTheTimeIsOver() {
    failures.addAll(List.of(Duration.ofMillis(1_050), Duration.ZERO));
    long start = System.nanoTime();
    var answer =
        assertInstanceOf(
            Answer.Unavailable.class,
            directory(Duration.ofSeconds(1)).recipients("john@example.org"));
    assertEquals("query recipients: failure 1", answer.reason());
    assertEquals(List.of(1), queries);
    assertEquals(1, failures.size(), "the second connection is not taken");
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(2));
  }

  /// One that comes late is as good as others.
  @Test
  void timeBeginsWithTheFirstConnection() {
    failures.add(NEVER);
    full = Duration.ofMillis(1_100);
    assertEquals(NOBODY, directory(Duration.ofSeconds(1)).recipients("john@example.org"));
    assertEquals(List.of(1), queries);
  }

  /// It waits for a silent server for as long as the directory does, and later as it did before.
  @Test
  void aConnectionIsGivenBackAsItWas() {
    failures.addAll(List.of(Duration.ZERO, Duration.ZERO));
    back = true;
    directory(Duration.ofSeconds(7)).recipients("john@example.org");
    assertEquals(List.of(8_000, 40_000, 8_000, 8_000, 40_000), waits);
  }

  @Test
  void aDriverNeedNotKnowHowLongToWait() {
    failures.add(NEVER);
    waitsAreUnknown = true;
    assertEquals(NOBODY, directory(Duration.ofSeconds(1)).recipients("john@example.org"));
  }

  private Connection connection(Duration failure) {
    boolean isFirst = queries.isEmpty();
    return proxy(
        Connection.class,
        (method, argument) ->
            switch (method) {
              case "prepareStatement" -> statement(failure);
              case "getNetworkTimeout" -> {
                if (waitsAreUnknown) {
                  throw new SQLFeatureNotSupportedException("no such time-out");
                }
                yield 40_000;
              }
              case "setNetworkTimeout" -> {
                waits.add((Integer) argument);
                yield null;
              }
              case "isValid" -> {
                checks.add((Integer) argument);
                yield !isFirst && back;
              }
              default -> null;
            });
  }

  private PreparedStatement statement(Duration failure) {
    return proxy(
        PreparedStatement.class,
        (method, argument) ->
            switch (method) {
              case "setQueryTimeout" -> {
                queries.add((Integer) argument);
                yield null;
              }
              case "executeQuery" -> {
                if (failure.isNegative()) {
                  yield proxy(ResultSet.class, (_, _) -> false);
                }
                LockSupport.parkNanos(failure.toNanos());
                throw new SQLException("failure " + queries.size(), "08006");
              }
              default -> null;
            });
  }

  private interface Script {
    /// @param argument the last one
    @Nullable Object answer(String method, @Nullable Object argument) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, Script script) {
    return type.cast(
        Proxy.newProxyInstance(
            DeadConnectionTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                script.answer(
                    method.getName(), arguments == null ? null : arguments[arguments.length - 1])));
  }
}
