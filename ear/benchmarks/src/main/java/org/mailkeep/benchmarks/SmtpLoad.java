package org.mailkeep.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final long PATIENCE_NANOS = 600_000_000_000L;
  private static final int PAUSE_MILLIS = 100;

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
      deliver(system, readers, warmUp);
      var tree = new ProcessTree(system.roots());
      double cpu = tree.cpuMillis();
      long start = System.nanoTime();
      long accepted;
      long delivered;
      SmtpProbe.Latency latency;
      try (var probe = new SmtpProbe(system, octets)) {
        long[] times = deliver(system, readers, messages);
        accepted = times[0];
        delivered = times[1];
        latency = probe.finish();
      }
      double spent = tree.cpuMillis() - cpu;
      double all = messages + (double) latency.messages();
      return List.of(
          Result.of(name(), system)
              .with("accepted msg/s", rate(messages, accepted - start))
              .with("delivered msg/s", rate(messages, delivered - start))
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

  private long[] deliver(MailSystem system, List<ImapClient> readers, int count)
      throws IOException, InterruptedException {
    long target = total(readers) + count;
    Path log = Files.createTempFile("smtp-source", ".log");
    List<Process> sources = new ArrayList<>();
    for (int i = 1; i <= PROCESSES; i++) {
      sources.add(Shell.start(log, source(system, i, count / PROCESSES)));
    }
    for (Process source : sources) {
      if (source.waitFor() != 0) {
        throw new IOException("smtp-source: " + Files.readString(log));
      }
    }
    long accepted = System.nanoTime();
    while (total(readers) < target) {
      if (System.nanoTime() - accepted > PATIENCE_NANOS) {
        throw new IOException((target - total(readers)) + " messages were not delivered");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    Files.delete(log);
    return new long[] {accepted, System.nanoTime()};
  }

  private List<String> source(MailSystem system, int process, int count) {
    return List.of(
        "smtp-source",
        "-d",
        "-4",
        "-s",
        Integer.toString(Math.max(1, sessions / PROCESSES)),
        "-m",
        Integer.toString(count),
        "-l",
        Integer.toString(octets),
        "-f",
        "sender@example.org",
        "-t",
        Accounts.address("smtp" + process),
        "127.0.0.1:" + system.smtpPort());
  }

  private static long total(List<ImapClient> readers) throws IOException {
    long total = 0;
    for (ImapClient reader : readers) {
      total += Accounts.messages(reader);
    }
    return total;
  }
}
