package org.mailkeep.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// A client of IMAP that idles in its INBOX, and notes how long after each message was sent it
/// hears of it.
final class IdleWatcher implements AutoCloseable {
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final int PAUSE_MILLIS = 10;

  private final ImapClient client;
  private final Histogram micros;
  private final Queue<Long> sent = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private long seen;
  private volatile boolean closed;
  private volatile @Nullable IOException failure;

  /// @param name its account
  /// @param micros where it notes; others may do so at the same time
  IdleWatcher(MailSystem system, String name, Histogram micros) throws IOException {
    this.micros = micros;
    client = Accounts.login(system, name);
    seen = Accounts.messages(client);
    client.command("SELECT INBOX");
    client.idle();
    thread = Thread.ofVirtual().name("watcher of " + name).start(this::watch);
  }

  /// A message to it goes out now.
  void sending() {
    sent.add(System.nanoTime());
  }

  /// Waits until it has heard of all that was sent.
  void drain() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!sent.isEmpty()) {
      throwFailure();
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IOException(thread.getName() + " did not hear of " + sent.size() + " messages");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throwFailure();
  }

  private void throwFailure() throws IOException {
    if (failure != null) {
      throw requireNonNull(failure);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    client.close();
  }

  private void watch() {
    try {
      while (true) {
        long exists = client.awaitExists();
        long now = System.nanoTime();
        for (; seen < exists; seen++) {
          Long at = sent.poll();
          if (at == null) {
            throw new IOException(thread.getName() + " hears of more than was sent");
          }
          micros.recordValue((now - at) / 1_000);
        }
      }
    } catch (IOException e) {
      if (!closed) {
        failure = e;
      }
    }
  }
}
