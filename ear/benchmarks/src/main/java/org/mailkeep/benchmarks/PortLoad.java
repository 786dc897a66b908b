package org.mailkeep.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.kernel.Address;

/// Callers of the port `Directory` in this process, who ask whose addresses are and who has login
/// names.
///
/// @param callers at the same time
/// @param system what the table calls it
/// @param others processes of the server that is asked
record PortLoad(int callers, String system, List<Long> others) {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /// A question that always has an answer.
  private interface Question {
    boolean isAnswered();
  }

  /// @param logins login names of those that have the addresses
  List<Result> run(Directory port, List<Address> addresses, List<String> logins, Meter meter)
      throws Exception {
    return List.of(
        measure(
            "addresses", meter, () -> port.resolve(any(addresses)) instanceof Resolution.Accounts),
        measure(
            "accounts", meter, () -> port.account(any(logins)) instanceof Answer.Found<Account> _));
  }

  private Result measure(String what, Meter meter, Question question) throws Exception {
    double rate = meter.median(callers, () -> once(question));
    var asked = new LongAdder();
    var tree = new ProcessTree(others);
    double theirs = tree.cpuMillis();
    long ours = PROCESS.getProcessCpuTime();
    meter.rate(
        callers,
        () -> {
          asked.increment();
          return once(question);
        });
    double micros = (PROCESS.getProcessCpuTime() - ours) / 1e3 / asked.sum();
    var result =
        new Result(what + " at the port, " + callers + " callers", system, Map.of())
            .with("look-ups/s", rate)
            .with("CPU µs/look-up", micros);
    return others.isEmpty()
        ? result
        : result.with("the server's CPU µs/look-up", serverMicros(tree, theirs, asked.sum()));
  }

  private static double serverMicros(ProcessTree tree, double before, long asked)
      throws IOException {
    return (tree.cpuMillis() - before) * 1e3 / asked;
  }

  private static long once(Question question) {
    if (!question.isAnswered()) {
      throw new IllegalStateException("a question was not answered");
    }
    return 1;
  }

  private static <T> T any(List<T> all) {
    return all.get(ThreadLocalRandom.current().nextInt(all.size()));
  }
}
