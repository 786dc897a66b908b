package org.mailkeep.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/// Sessions of SMTP that name recipients, many to an envelope, and never send a message: what
/// remains is whether a domain is hosted and whose an address is.
///
/// @param names whose addresses are named
/// @param sessions at the same time
/// @param warmUpSeconds before
/// @param seconds that are measured
record RecipientLoad(List<String> names, int sessions, int warmUpSeconds, int seconds)
    implements Load {
  /// Fewer than any server refuses.
  private static final int ENVELOPE = 50;

  /// What the sessions of a measurement share.
  private record Race(long end, AtomicLong recipients) {}

  @Override
  public String name() {
    return "recipients by SMTP, " + sessions + " sessions";
  }

  @Override
  public List<Result> run(MailSystem system) throws Exception {
    system.accounts(names);
    measure(system, warmUpSeconds);
    return List.of(measure(system, seconds));
  }

  private Result measure(MailSystem system, int duration) throws Exception {
    var tree = new ProcessTree(system.roots());
    double cpu = tree.cpuMillis();
    long start = System.nanoTime();
    var race = new Race(start + duration * 1_000_000_000L, new AtomicLong());
    List<Callable<Void>> clients = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      var order = new ArrayList<>(names);
      Collections.shuffle(order, new Random(i));
      clients.add(() -> {
        session(system.smtpPort(), order, race);
        return null;
      });
    }
    LoginLoad.all(clients);
    double elapsed = (System.nanoTime() - start) / 1e9;
    long recipients = race.recipients().get();
    return Result.of(name(), system)
        .with("recipients/s", recipients / elapsed)
        .with("CPU ms/recipient", (tree.cpuMillis() - cpu) / recipients);
  }

  private static void session(int port, List<String> order, Race race) throws IOException {
    int next = 0;
    while (System.nanoTime() < race.end()) {
      try (var client = new SmtpClient(port)) {
        for (int envelope = 0; envelope < 20 && System.nanoTime() < race.end(); envelope++) {
          List<String> recipients = new ArrayList<>();
          for (int i = 0; i < ENVELOPE; i++) {
            recipients.add(order.get(next++ % order.size()));
          }
          client.name(recipients);
          race.recipients().addAndGet(ENVELOPE);
        }
      }
    }
  }
}
