package org.mailkeep.system.faults;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.mailkeep.system.Wire;

/// How long commands of ordinary clients took, in nanoseconds.
record Latencies(Map<Command, long[]> taken) {
  private static final int CLIENTS = 2;

  /// What is measured.
  enum Command {
    /// A small message by SMTP, from MAIL to the 250 after its content.
    SMTP,
    /// IMAP NOOP.
    NOOP,
    /// IMAP FETCH of the flags of 20 messages.
    FETCH
  }

  /// One client's work.
  private interface Work {
    void run(List<Map.Entry<Command, Long>> taken) throws IOException;
  }

  /// Measures clients of SMTP and IMAP that work at once.
  ///
  /// @param each how often each client does what it does
  static Latencies of(House house, int each) throws Exception {
    List<Work> works = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      works.add(taken -> smtp(house, each, taken));
      works.add(taken -> imap(house, each, taken));
    }
    List<Map.Entry<Command, Long>> all = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<Map.Entry<Command, Long>>>> calls = new ArrayList<>();
      for (Work work : works) {
        calls.add(() -> {
          List<Map.Entry<Command, Long>> taken = new ArrayList<>();
          work.run(taken);
          return taken;
        });
      }
      for (Future<List<Map.Entry<Command, Long>>> future : threads.invokeAll(calls)) {
        all.addAll(future.get());
      }
    }
    var taken = new EnumMap<Command, long[]>(Command.class);
    for (Command command : Command.values()) {
      taken.put(
          command,
          all.stream().filter(t -> t.getKey() == command).mapToLong(Map.Entry::getValue).toArray());
    }
    return new Latencies(taken);
  }

  /// These and others together.
  Latencies and(Latencies others) {
    var both = new EnumMap<Command, long[]>(Command.class);
    for (Command command : Command.values()) {
      both.put(
          command,
          LongStream.concat(Arrays.stream(of(command)), Arrays.stream(others.of(command)))
              .toArray());
    }
    return new Latencies(both);
  }

  /// What all but one in a hundred took no longer than.
  long p99(Command command) {
    long[] sorted = of(command).clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
  }

  private long[] of(Command command) {
    return requireNonNull(taken.get(command));
  }

  private static void smtp(House house, int each, List<Map.Entry<Command, Long>> taken)
      throws IOException {
    try (var wire = new Wire(house.server().port("smtp"))) {
      wire.reply();
      wire.smtp("EHLO busy.example.net");
      for (int i = 0; i < each; i++) {
        long begin = System.nanoTime();
        wire.smtp("MAIL FROM:<busy@example.net>");
        wire.smtp("RCPT TO:<bert@example.org>");
        wire.smtp("DATA");
        String reply = wire.smtp("Subject: small\r\n\r\nA few words.\r\n.");
        taken.add(Map.entry(Command.SMTP, System.nanoTime() - begin));
        if (!reply.startsWith("250 ")) {
          throw new IOException(reply);
        }
      }
    }
  }

  private static void imap(House house, int each, List<Map.Entry<Command, Long>> taken)
      throws IOException {
    try (var wire = house.inbox("anna")) {
      for (int i = 0; i < each; i++) {
        long begin = System.nanoTime();
        wire.done("NOOP");
        long between = System.nanoTime();
        wire.done("FETCH 1:20 FLAGS");
        long end = System.nanoTime();
        taken.add(Map.entry(Command.NOOP, between - begin));
        taken.add(Map.entry(Command.FETCH, end - between));
      }
    }
  }
}
