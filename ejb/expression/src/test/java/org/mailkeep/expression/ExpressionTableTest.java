package org.mailkeep.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every line of expressions.txt holds.
final class ExpressionTableTest {
  static final Scope SCOPE =
      new Scope(
          "sample",
          EnumSet.complementOf(
              EnumSet.of(
                  Variable.MX,
                  Variable.RETRY_NUM,
                  Variable.NOTIFY_NUM,
                  Variable.LAST_STATUS,
                  Variable.LAST_ERROR)),
          EnumSet.allOf(Function.class),
          true);
  private static final Map<String, Value> WORDS =
      Map.of("plain", Values.of("plain"), "ipv4-then-ipv6", Values.of("ipv4-then-ipv6"));

  record Line(String expression, String outcome) {
    @Override
    public String toString() {
      return expression;
    }
  }

  static List<Line> lines() throws IOException {
    try (InputStream in = ExpressionTableTest.class.getResourceAsStream("expressions.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ==> ", 2))
          .map(parts -> new Line(parts[0].strip(), parts[1].strip()))
          .map(line -> line.expression().equals("(empty)") ? new Line("", line.outcome()) : line)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void comesToWhatTheTableSays(Line line) {
    var world = new SampleWorld();
    assertEquals(line.outcome(), outcome(line.expression(), world));
    boolean changing =
        line.expression().startsWith("counter_incr") || line.expression().startsWith("key_set");
    assertEquals(changing ? 1 : 0, world.changes.size(), "what is not asked must not happen");
  }

  private static String outcome(String expression, World world) {
    try {
      var parsed = Parser.parse(expression, SCOPE, WORDS, -1);
      Value value = new Evaluation(SampleWorld.FACTS, world).value(parsed.expression());
      boolean truth = Builder.kind(parsed.expression()) == Kind.TRUTH;
      assertEquals(
          value.isTrue(),
          new Evaluation(SampleWorld.FACTS, new SampleWorld()).isTrue(parsed.expression()));
      return truth ? String.valueOf(value.isTrue()) : shown(value);
    } catch (SyntaxException e) {
      return "! " + e.message() + e.nearest().map(n -> " (" + n + ")").orElse("");
    }
  }

  private static String shown(Value value) {
    return switch (value) {
      case Value.Text(String text) -> "'" + text + "'";
      case Value.Whole _, Value.Decimal _ -> value.asText();
      case Value.Items(List<Value> items) ->
          items.stream()
              .map(ExpressionTableTest::shown)
              .collect(Collectors.joining(", ", "[", "]"));
      case Value.Nothing() -> "nothing";
    };
  }

  @Test
  void theTableHasEveryFunctionAndOperator() throws IOException {
    String all = lines().stream().map(Line::expression).collect(Collectors.joining("\n"));
    List<String> missing =
        Stream.concat(
                Arrays.stream(Function.values()).map(f -> f.word() + "("),
                Set.of(
                    "matches(",
                    "&&",
                    "||",
                    "&",
                    "|",
                    "^",
                    "!",
                    "=",
                    "==",
                    "!=",
                    "<",
                    "<=",
                    ">",
                    ">=",
                    "+",
                    "-",
                    "*",
                    "/",
                    "$0",
                    "$1")
                    .stream())
            .filter(word -> !all.contains(word))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void theTableHasEveryVariableOfItsPlace() {
    assertTrue(SCOPE.variables().stream().map(SampleWorld.FACTS::of).allMatch(Objects::nonNull));
  }
}
