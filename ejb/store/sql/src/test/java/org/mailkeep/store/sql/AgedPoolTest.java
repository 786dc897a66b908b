package org.mailkeep.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections that fail when they are given back.
class AgedPoolTest {
  /// What the pool's connection is asked.
  private final List<String> asked = new ArrayList<>();

  private DataSource pool(Set<String> broken) {
    return proxy(
        DataSource.class,
        _ ->
            proxy(
                Connection.class,
                method -> {
                  asked.add(method);
                  if (broken.contains(method)) {
                    throw new SQLException(method + " fails");
                  }
                  return switch (method) {
                    case "isClosed" -> false;
                    case "isWrapperFor", "isValid" -> true;
                    case "unwrap" -> (Aged) () -> true;
                    default -> null;
                  };
                }));
  }

  private void use(Set<String> broken) throws SQLException {
    try (Connection connection = AgedPool.of(pool(broken)).getConnection()) {
      assertTrue(connection.isValid(1));
    }
  }

  @Test
  void oneThatHasLivedLongEnoughIsDropped() throws SQLException {
    use(Set.of());
    assertEquals(List.of("isValid", "isClosed", "isWrapperFor", "unwrap", "abort", "close"), asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"isClosed", "isWrapperFor", "unwrap"})
  void oneThatDoesNotTellItsAgeIsGivenBack(String broken) throws SQLException {
    use(Set.of(broken));
    assertEquals(List.of(broken, "close"), asked.subList(asked.indexOf(broken), asked.size()));
  }

  @Test
  void oneThatCannotBeDroppedIsGivenBack() throws SQLException {
    use(Set.of("abort"));
    assertEquals(List.of("abort", "close"), asked.subList(asked.size() - 2, asked.size()));
    use(Set.of("abort", "close"));
  }

  private interface Script {
    @Nullable Object answer(String method) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, Script script) {
    return type.cast(
        Proxy.newProxyInstance(
            AgedPoolTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> script.answer(method.getName())));
  }
}
