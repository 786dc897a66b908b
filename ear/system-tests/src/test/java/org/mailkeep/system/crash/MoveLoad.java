package org.mailkeep.system.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Clients that send and change mail until they are told to stop.
final class MoveLoad {
  private static final int MESSAGES_AT_ONCE = 20;

  private final Victim victim;
  private final Duration pause;
  private final List<SmtpWriter> senders;
  private final List<ImapWriter> writers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private int rounds;

  /// @param pause between a client's messages, some at once
  MoveLoad(Victim victim, Duration pause) {
    this.victim = victim;
    this.pause = pause;
    this.senders = CrashRun.senders();
    this.writers = CrashRun.writers();
  }

  /// Goes on with what another one did.
  MoveLoad(Victim victim, MoveLoad before) {
    this.victim = victim;
    this.pause = before.pause;
    this.senders = before.senders;
    this.writers = before.writers;
    this.rounds = before.rounds;
  }

  /// Everybody writes some messages.
  void onceRound() {
    int round = rounds++;
    senders.forEach(sender -> sender.run(victim.smtpPort(), round, MESSAGES_AT_ONCE));
    writers.forEach(writer -> writer.run(victim, round, MESSAGES_AT_ONCE));
  }

  void start() {
    int first = rounds;
    rounds += 1_000_000;
    senders.forEach(sender ->
        threads.execute(() -> {
          for (int i = 0; !stopped.get(); i++) {
            sender.run(victim.smtpPort(), first + i, MESSAGES_AT_ONCE);
            LockSupport.parkNanos(pause.toNanos());
          }
        }));
    writers.forEach(writer ->
        threads.execute(() -> {
          for (int i = 0; !stopped.get(); i++) {
            writer.run(victim, first + i, MESSAGES_AT_ONCE);
            LockSupport.parkNanos(pause.toNanos());
          }
        }));
  }

  /// Waits until more was acknowledged.
  void awaitMore() throws InterruptedException {
    long before = acknowledged();
    long end = System.nanoTime() + 60_000_000_000L;
    while (acknowledged() < before + 50) {
      assertTrue(System.nanoTime() < end, "mail flows");
      Thread.sleep(50);
    }
  }

  void stop() {
    stopped.set(true);
    threads.close();
  }

  /// Messages that were sent and not acknowledged.
  List<String> failures() {
    return senders.stream()
        .flatMap(sender -> sender.ledger().entrySet().stream())
        .filter(entry -> entry.getValue() != SmtpWriter.Fate.ACKNOWLEDGED)
        .map(entry -> entry.getKey())
        .toList();
  }

  CrashRun.Verdict verdict() throws Exception {
    return new CrashRun(victim, 0, 0).compare(senders, writers);
  }

  private long acknowledged() {
    return senders.stream().mapToLong(sender -> sender.ledger().size()).sum();
  }
}
