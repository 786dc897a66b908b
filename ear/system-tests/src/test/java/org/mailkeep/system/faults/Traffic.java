package org.mailkeep.system.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.mailkeep.system.Wire;

/// Clients who go on whatever they are told: two send by SMTP, one appends and reads by IMAP. They
/// may be told to come back later, and they may be cut off; nothing else but success.
final class Traffic implements AutoCloseable {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);
  private static final int OCTETS = 3_000;

  private final House house;
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  /// One round of a client.
  @FunctionalInterface
  private interface Round {
    void run() throws IOException;
  }

  private Traffic(House house) {
    this.house = house;
  }

  /// Begins.
  static Traffic to(House house) {
    var traffic = new Traffic(house);
    traffic.start(() -> traffic.send("anna"));
    traffic.start(() -> traffic.send("bert"));
    traffic.start(traffic::session);
    return traffic;
  }

  /// Waits until clients are told to come back later.
  void awaitRefusal() {
    await(refused, "nobody is refused");
  }

  /// Waits until messages are taken again.
  void awaitSuccess() {
    await(taken, "nothing is taken");
  }

  /// How many messages were taken, and how often somebody was told to come back.
  String count() {
    return taken + " taken, " + refused + " told to come back";
  }

  /// Ends; nobody was told anything wrong.
  void finish() {
    close();
    assertEquals(List.of(), List.copyOf(wrong));
  }

  @Override
  public void close() {
    ended = true;
    clients.close();
  }

  private void start(Round round) {
    clients.execute(() -> {
      while (!ended) {
        try {
          round.run();
        } catch (IOException e) {
          // Cut off: the server is gone, or has had enough.
          LockSupport.parkNanos(PAUSE);
        }
        LockSupport.parkNanos(PAUSE);
      }
    });
  }

  private void send(String account) throws IOException {
    note(house.send(account, "sent-" + numbers.incrementAndGet(), OCTETS));
  }

  private void session() throws IOException {
    try (var wire = new Wire(house.server().port("imap"))) {
      wire.line();
      for (String command : List.of("LOGIN bert@example.org " + House.PASSWORD, "SELECT INBOX")) {
        if (!note(wire.imap(command).getLast())) {
          return;
        }
      }
      while (!ended) {
        note(house.append(wire, "bert", "appended-" + numbers.incrementAndGet(), OCTETS));
        note(wire.imap("UID FETCH * BODY.PEEK[]").getLast());
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  /// @return whether it was a success
  private boolean note(String answer) {
    if (answer.startsWith("250 ") || answer.startsWith("OK")) {
      taken.incrementAndGet();
      return true;
    }
    boolean temporary =
        answer.startsWith("451 4.") || answer.startsWith("452 4.") || answer.startsWith("421 ");
    if (temporary || answer.startsWith("NO [UNAVAILABLE]")) {
      refused.incrementAndGet();
    } else {
      wrong.add(answer);
    }
    return false;
  }

  private void await(AtomicLong count, String otherwise) {
    long before = count.get();
    long end = System.nanoTime() + PATIENCE;
    while (count.get() <= before + 1) {
      assertTrue(System.nanoTime() - end < 0, otherwise);
      LockSupport.parkNanos(PAUSE);
    }
  }
}
