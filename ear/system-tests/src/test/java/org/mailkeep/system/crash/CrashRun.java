package org.mailkeep.system.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Kills a server at random instants under load, so many times, and says what the server then has
/// otherwise than it had acknowledged.
///
/// @param kills how many
/// @param seed of the instants
record CrashRun(Victim victim, int kills, long seed) {
  private static final int MOST_PER_ROUND = 1_500;
  private static final int EARLIEST_MILLIS = 100;
  private static final int LATEST_MILLIS = 1_800;

  /// Accounts that the server must have, at `example.org`.
  static final List<String> ACCOUNTS =
      List.of("crash1", "crash2", "crash3", "writer1", "writer2", "writer3");

  /// What was found.
  ///
  /// @param acknowledged how many messages and steps the server had acknowledged
  /// @param wrong each difference, readable
  record Verdict(long acknowledged, List<String> wrong) {}

  /// Runs; the server is up before and after.
  Verdict run() throws Exception {
    RandomGenerator random = new SplittableRandom(seed);
    List<SmtpWriter> senders = senders();
    List<ImapWriter> writers = writers();
    for (int round = 0; round < kills; round++) {
      round(round, random.nextInt(EARLIEST_MILLIS, LATEST_MILLIS), senders, writers);
    }
    return compare(senders, writers);
  }

  /// Compares what the server has with what it had acknowledged.
  Verdict compare(List<SmtpWriter> senders, List<ImapWriter> writers) throws Exception {
    List<String> wrong = new ArrayList<>();
    long acknowledged = 0;
    for (String account : List.of("crash1", "crash2", "crash3")) {
      acknowledged += compare(account, senders, wrong);
    }
    for (ImapWriter writer : writers) {
      acknowledged += compare(writer, wrong);
    }
    return new Verdict(acknowledged, wrong);
  }

  /// Who sends.
  static List<SmtpWriter> senders() {
    return IntStream.rangeClosed(1, 6)
        .mapToObj(i -> new SmtpWriter("sender" + i, recipients(i)))
        .toList();
  }

  /// Who changes mailboxes.
  static List<ImapWriter> writers() {
    return IntStream.rangeClosed(1, 3).mapToObj(i -> new ImapWriter("writer" + i)).toList();
  }

  private static List<String> recipients(int sender) {
    return List.of("crash" + (1 + sender % 3), "crash" + (1 + (sender + 1) % 3));
  }

  private void round(
      int round, int killAfterMillis, List<SmtpWriter> senders, List<ImapWriter> writers)
      throws Exception {
    long before = acknowledged(senders);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (SmtpWriter sender : senders) {
        threads.execute(() -> sender.run(victim.smtpPort(), round, MOST_PER_ROUND));
      }
      for (ImapWriter writer : writers) {
        threads.execute(() -> writer.run(victim, round, MOST_PER_ROUND));
      }
      awaitLoad(senders, before);
      Thread.sleep(killAfterMillis);
      victim.kill();
    }
    victim.start();
  }

  /// Waits until mail is acknowledged: a server that has just started is slow.
  private static void awaitLoad(List<SmtpWriter> senders, long before) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (acknowledged(senders) == before && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  private static long acknowledged(List<SmtpWriter> senders) {
    return senders.stream()
        .flatMap(sender -> sender.ledger().values().stream())
        .filter(fate -> fate == SmtpWriter.Fate.ACKNOWLEDGED)
        .count();
  }

  private long compare(String account, List<SmtpWriter> senders, List<String> wrong)
      throws Exception {
    Inventory inventory = settled(account, senders);
    long acknowledged = 0;
    for (SmtpWriter sender : senders) {
      if (sender.recipients().contains(account)) {
        for (var entry : sender.ledger().entrySet()) {
          int copies = inventory.of(entry.getKey()).size();
          boolean known = entry.getValue() == SmtpWriter.Fate.ACKNOWLEDGED;
          acknowledged += known ? 1 : 0;
          if (copies > 1 || (known && copies == 0)) {
            wrong.add(
                "%s has %d copies of %s (%s)"
                    .formatted(account, copies, entry.getKey(), entry.getValue()));
          }
        }
      }
    }
    return acknowledged;
  }

  /// What an account holds when the queue has delivered what it had.
  private Inventory settled(String account, List<SmtpWriter> senders) throws Exception {
    long end = System.nanoTime() + 60_000_000_000L;
    Inventory inventory = Inventory.of(victim, account, "INBOX");
    while (missing(inventory, account, senders) && System.nanoTime() < end) {
      Thread.sleep(200);
      inventory = Inventory.of(victim, account, "INBOX");
    }
    return inventory;
  }

  private static boolean missing(Inventory inventory, String account, List<SmtpWriter> senders) {
    return senders.stream()
        .filter(sender -> sender.recipients().contains(account))
        .flatMap(sender -> sender.ledger().entrySet().stream())
        .anyMatch(entry ->
            entry.getValue() == SmtpWriter.Fate.ACKNOWLEDGED
                && inventory.of(entry.getKey()).isEmpty());
  }

  private long compare(ImapWriter writer, List<String> wrong) throws IOException {
    Inventory inventory = Inventory.of(victim, writer.account(), "INBOX", "Archive");
    long acknowledged = 0;
    for (var entry : writer.ledger().entrySet()) {
      ImapWriter.Progress progress = entry.getValue();
      List<Inventory.Copy> copies = inventory.of(entry.getKey());
      acknowledged += progress.done().acknowledgements;
      if (!possible(progress, copies)) {
        wrong.add("%s: %s is %s".formatted(entry.getKey(), progress, copies));
      }
    }
    return acknowledged;
  }

  private static boolean possible(ImapWriter.Progress progress, List<Inventory.Copy> copies) {
    if (copies.isEmpty()) {
      return progress.done() == ImapWriter.Step.NONE;
    }
    Inventory.Copy copy = copies.getFirst();
    ImapWriter.Step found =
        copy.mailbox().equals("Archive")
            ? ImapWriter.Step.MOVED
            : copy.flagged() ? ImapWriter.Step.FLAGGED : ImapWriter.Step.APPENDED;
    boolean lostItsFlag = found == ImapWriter.Step.MOVED && !copy.flagged();
    return copies.size() == 1
        && !lostItsFlag
        && found.compareTo(progress.done()) >= 0
        && found.compareTo(progress.tried()) <= 0;
  }
}
