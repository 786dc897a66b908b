package org.mailkeep.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What SELECT with FETCH of all flags, and one more delivery, cost as a mailbox grows.
///
/// @param sizes of the mailbox, ascending
record GrowthLoad(List<Integer> sizes) implements Load {
  private static final int ROUNDS = 20;
  private static final int DELIVERIES = 2000;
  private static final int SESSIONS = 10;

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public List<Result> run(MailSystem system) throws Exception {
    system.accounts(List.of("growth"));
    List<Result> results = new ArrayList<>();
    warmUp(system);
    for (int size : sizes) {
      ImapLoad.fill(system, "growth", size);
      try (ImapClient client = Accounts.login(system, "growth")) {
        results.add(measure(system, client, size));
      }
    }
    return results;
  }

  private static void warmUp(MailSystem system) throws IOException {
    ImapLoad.fill(system, "growth", 500);
    try (ImapClient client = Accounts.login(system, "growth")) {
      for (int round = 0; round < ROUNDS * 5; round++) {
        select(client);
      }
    }
  }

  private Result measure(MailSystem system, ImapClient client, int size) throws Exception {
    select(client);
    double selectMillis = 0;
    double fetchMillis = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      client.command("SELECT INBOX");
      long selected = System.nanoTime();
      client.command("FETCH 1:* (FLAGS)");
      selectMillis += (selected - start) / 1e6 / ROUNDS;
      fetchMillis += (System.nanoTime() - selected) / 1e6 / ROUNDS;
    }
    return deliveries(
        system,
        Result.of(String.format(Locale.ROOT, "mailbox of %,d", size), system)
            .with("SELECT ms", selectMillis)
            .with("FETCH 1:* FLAGS ms", fetchMillis));
  }

  private static Result deliveries(MailSystem system, Result result) throws Exception {
    try (ImapClient reader = Accounts.login(system, "growth")) {
      var source = new SmtpSource(system, 1024, SESSIONS, List.of("growth"));
      source.deliver(List.of(reader), DELIVERIES / 2);
      var tree = new ProcessTree(system.roots());
      double cpu = tree.cpuMillis();
      long start = System.nanoTime();
      SmtpSource.Times times = source.deliver(List.of(reader), DELIVERIES);
      return result
          .with("delivered msg/s", DELIVERIES * 1e9 / (times.delivered() - start))
          .with("CPU ms/msg", (tree.cpuMillis() - cpu) / DELIVERIES);
    }
  }

  private static void select(ImapClient client) throws IOException {
    client.command("SELECT INBOX");
    client.command("FETCH 1:* (FLAGS)");
  }
}
