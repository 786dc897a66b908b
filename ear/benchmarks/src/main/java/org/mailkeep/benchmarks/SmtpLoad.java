package org.mailkeep.benchmarks;

import java.util.ArrayList;
import java.util.List;

/// SMTP to mailbox: Postfix's `smtp-source -d` in ten processes to ten recipients, until every
/// message lies in its mailbox.
///
/// @param octets of a message's body
/// @param sessions at the same time, a multiple of ten
/// @param messages that are measured
/// @param warmUp messages before that
record SmtpLoad(int octets, int sessions, int messages, int warmUp) implements Load {
  private static final int PROCESSES = 10;

  @Override
  public String name() {
    return "smtp %d KiB, %d sessions".formatted(octets / 1024, sessions);
  }

  @Override
  public List<Result> run(MailSystem system) throws Exception {
    List<String> names = Accounts.named("smtp", PROCESSES);
    system.accounts(names);
    List<ImapClient> readers = new ArrayList<>();
    try {
      for (String name : names) {
        readers.add(Accounts.login(system, name));
      }
      var source = new SmtpSource(system, octets, Math.max(1, sessions / PROCESSES), names);
      source.deliver(readers, warmUp);
      var tree = new ProcessTree(system.roots());
      double cpu = tree.cpuMillis();
      long start = System.nanoTime();
      SmtpSource.Times times;
      SmtpProbe.Latency latency;
      try (var probe = new SmtpProbe(system, octets)) {
        times = source.deliver(readers, messages);
        latency = probe.finish();
      }
      double spent = tree.cpuMillis() - cpu;
      double all = messages + (double) latency.messages();
      return List.of(
          Result.of(name(), system)
              .with("accepted msg/s", rate(messages, times.accepted() - start))
              .with("delivered msg/s", rate(messages, times.delivered() - start))
              .with("CPU ms/msg", spent / all)
              .with("accept p50 ms", latency.p50())
              .with("accept p99 ms", latency.p99())
              .with("memory MiB", tree.residentMib()));
    } finally {
      for (ImapClient reader : readers) {
        reader.close();
      }
    }
  }

  private static double rate(int messages, long nanos) {
    return messages * 1e9 / nanos;
  }
}
