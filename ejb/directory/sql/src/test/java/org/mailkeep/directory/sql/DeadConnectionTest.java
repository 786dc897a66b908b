package org.mailkeep.directory.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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

/// How long a question may take whose connections turn out to be dead.
final class DeadConnectionTest {
  private static final Columns.Column NONE = new Columns.Column("", false);

  /// How long each connection of the pool takes to fail.
  private final Deque<Duration> failures = new ArrayDeque<>();

  /// The seconds that queries, and checks of connections, were given.
  private final List<Integer> queries = new ArrayList<>();

  private final List<Integer> checks = new ArrayList<>();
  private boolean back;

  private SqlDirectory directory(Duration timeout) {
    return new SqlDirectory(
        Map.of(Query.RECIPIENTS, PreparedQuery.of("SELECT name FROM emails WHERE address = ?")),
        new Columns(NONE, NONE, NONE, NONE, NONE, NONE),
        proxy(DataSource.class, (_, _) -> connection(failures.remove())),
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

  private Connection connection(Duration failure) {
    boolean isFirst = queries.isEmpty();
    return proxy(
        Connection.class,
        (method, argument) ->
            switch (method) {
              case "prepareStatement" -> statement(failure);
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
                LockSupport.parkNanos(failure.toNanos());
                throw new SQLException("failure " + queries.size(), "08006");
              }
              default -> null;
            });
  }

  private interface Script {
    @Nullable Object answer(String method, @Nullable Object argument) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, Script script) {
    return type.cast(
        Proxy.newProxyInstance(
            DeadConnectionTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                script.answer(method.getName(), arguments == null ? null : arguments[0])));
  }
}
