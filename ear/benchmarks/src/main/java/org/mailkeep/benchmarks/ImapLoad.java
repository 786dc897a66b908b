package org.mailkeep.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Fifty clients, each with a mailbox of its own, doing what mail clients do.
///
/// @param style how commands are sent
/// @param clients at the same time
/// @param warmUpSeconds before
/// @param seconds that are measured
record ImapLoad(Style style, int clients, int warmUpSeconds, int seconds) implements Load {
  /// How commands are sent.
  enum Style {
    /// All commands of a cycle in one write.
    PIPELINED,
    /// One command, its answer, the next.
    ONE_BY_ONE,
    /// A connection and a login for each cycle, one command after the other.
    WITH_LOGIN
  }

  /// What the clients of one measurement share.
  private static final class Race {
    final Histogram micros = new ConcurrentHistogram(3);
    final AtomicLong commands = new AtomicLong();
    final CountDownLatch ready;
    final CountDownLatch go = new CountDownLatch(1);
    volatile long end;

    Race(int clients) {
      ready = new CountDownLatch(clients);
    }
  }

  private static final int MESSAGES = 200;
  private static final String MESSAGE = message();

  @Override
  public String name() {
    return "imap " + style.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public List<Result> run(MailSystem system) throws Exception {
    List<String> names = Accounts.named("imap", clients);
    system.accounts(names);
    for (String name : names) {
      fill(system, name, MESSAGES);
    }
    measure(system, names, warmUpSeconds);
    return List.of(measure(system, names, seconds));
  }

  /// Appends messages until INBOX has so many.
  static void fill(MailSystem system, String name, int messages) throws IOException {
    try (ImapClient client = Accounts.login(system, name)) {
      long have = Accounts.messages(client);
      while (have < messages) {
        int part = (int) Math.min(200, messages - have);
        List<String> appends = new ArrayList<>();
        for (int i = 0; i < part; i++) {
          appends.add(append());
        }
        client.sendAll(appends);
        for (int i = 0; i < part; i++) {
          client.await();
        }
        have += part;
      }
    }
  }

  private Result measure(MailSystem system, List<String> names, int duration) throws Exception {
    var tree = new ProcessTree(system.roots());
    var race = new Race(names.size());
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String name : names) {
        running.add(
            threads.submit(() -> {
              client(system, name, race);
              return null;
            }));
      }
      race.ready.await();
      double cpu = tree.cpuMillis();
      long start = System.nanoTime();
      race.end = start + duration * 1_000_000_000L;
      race.go.countDown();
      failures(running);
      double elapsed = (System.nanoTime() - start) / 1e9;
      long commands = race.commands.get();
      return result(system, commands / elapsed, (tree.cpuMillis() - cpu) / commands, race.micros)
          .with("memory MiB", tree.residentMib());
    }
  }

  private Result result(MailSystem system, double rate, double cpu, Histogram micros) {
    String what = style == Style.PIPELINED ? "cycle" : "command";
    return Result.of(name(), system)
        .with("commands/s", rate)
        .with("CPU ms/command", cpu)
        .with(what + " p50 ms", micros.getValueAtPercentile(50) / 1000.0)
        .with(what + " p99 ms", micros.getValueAtPercentile(99) / 1000.0);
  }

  private static void failures(List<Future<?>> running) throws InterruptedException, IOException {
    for (Future<?> client : running) {
      try {
        client.get();
      } catch (ExecutionException e) {
        throw new IOException("a client failed: " + e.getCause(), e);
      }
    }
  }

  private void client(MailSystem system, String name, Race race) throws Exception {
    ImapClient client = Accounts.login(system, name);
    try {
      client.command("SELECT INBOX");
      race.ready.countDown();
      race.go.await();
      for (int round = 0; System.nanoTime() < race.end; round++) {
        List<String> cycle = cycle(1 + (round * 7) % (MESSAGES - 20));
        if (style == Style.PIPELINED) {
          pipelined(client, cycle, race.micros);
        } else if (style == Style.ONE_BY_ONE) {
          oneByOne(client, cycle, race.micros);
        } else {
          client.close();
          client = Accounts.login(system, name);
          oneByOne(client, cycle, race.micros);
          client.command("LOGOUT");
          race.commands.addAndGet(2);
        }
        race.commands.addAndGet(cycle.size());
      }
    } finally {
      race.ready.countDown();
      client.close();
    }
  }

  private static void pipelined(ImapClient client, List<String> cycle, Histogram micros)
      throws IOException {
    long start = System.nanoTime();
    client.sendAll(cycle);
    for (int i = 0; i < cycle.size(); i++) {
      client.await();
    }
    micros.recordValue((System.nanoTime() - start) / 1000);
  }

  private static void oneByOne(ImapClient client, List<String> cycle, Histogram micros)
      throws IOException {
    for (String command : cycle) {
      long start = System.nanoTime();
      client.command(command);
      micros.recordValue((System.nanoTime() - start) / 1000);
    }
  }

  private static List<String> cycle(int n) {
    return List.of(
        "SELECT INBOX",
        "FETCH %d:%d (UID FLAGS INTERNALDATE RFC822.SIZE)".formatted(n, n + 19),
        "FETCH %d (ENVELOPE BODYSTRUCTURE)".formatted(n),
        "FETCH %d:%d BODY.PEEK[HEADER.FIELDS (FROM TO SUBJECT DATE)]".formatted(n, n + 4),
        "FETCH %d BODY.PEEK[]".formatted(n + 1),
        "STORE %d +FLAGS (\\Seen)".formatted(n + 1),
        "STORE %d -FLAGS.SILENT (\\Seen)".formatted(n + 1),
        "SEARCH UNSEEN",
        "UID SEARCH 1:* FLAGGED",
        "STATUS INBOX (MESSAGES UNSEEN UIDNEXT)",
        "NOOP",
        append(),
        "STORE * +FLAGS.SILENT (\\Deleted)",
        "EXPUNGE");
  }

  private static String append() {
    return "APPEND INBOX (\\Flagged) {" + MESSAGE.length() + "+}\r\n" + MESSAGE;
  }

  private static String message() {
    return "From: Sender <sender@example.org>\r\nTo: Reader <reader@example.com>\r\n"
        + "Subject: A message of the benchmark\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\n"
        + "Message-ID: <benchmark@example.org>\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: text/plain; charset=us-ascii\r\n\r\n"
        + "A line of text that somebody may want to read.\r\n".repeat(16);
  }
}
