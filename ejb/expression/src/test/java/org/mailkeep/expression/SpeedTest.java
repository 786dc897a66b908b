package org.mailkeep.expression;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Prints what an answer costs in CPU once it is warm. A simple `if` is to stay below 100 ns on a
/// warm server; the bound here leaves room for tests, which are not compiled to the end, and for a
/// machine that does other things.
final class SpeedTest {
  private static final int WARM = 50_000;
  private static final int MEASURED = 200_000;
  private static final double BOUND_NANOS = 20_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listener != 'smtp'",
        "local_port != 25 && is_tls",
        "authenticated_as != '' && remote_ip = '10.0.0.0/8'",
        "starts_with(sender, 'jane') || ends_with(rcpt_domain, '.example')",
        "matches('^([^.]+)@(.+)$', sender)",
      })
  void anAnswerTakesNoTime(String text) throws SyntaxException {
    var condition = Parser.parse(text, ExpressionTableTest.SCOPE, Map.of(), -1).expression();
    var world = new SampleWorld();
    long truths = ask(condition, world, WARM);
    long begun = THREADS.getCurrentThreadCpuTime();
    truths += ask(condition, world, MEASURED);
    double nanos = (THREADS.getCurrentThreadCpuTime() - begun) / (double) MEASURED;
    System.out.printf(Locale.ROOT, "expression: %.0f ns for %s%n", nanos, text);
    assertTrue(truths >= 0 && nanos < BOUND_NANOS, () -> nanos + " ns");
  }

  private static long ask(Expression condition, World world, int times) {
    long truths = 0;
    for (int i = 0; i < times; i++) {
      truths += new Evaluation(SampleWorld.FACTS, world).isTrue(condition) ? 1 : 0;
    }
    return truths;
  }
}
