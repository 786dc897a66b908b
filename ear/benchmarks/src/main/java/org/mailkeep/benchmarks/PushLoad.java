package org.mailkeep.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Mail of 1 KiB to people whose clients idle: first as much as the system takes, then half of
/// that, during which the time counts from the end of DATA until the client hears of the message.
///
/// @param recipients each with one session of SMTP that writes to it, and one idling client
/// @param warmUpSeconds before
/// @param seconds of each of both parts
record PushLoad(int recipients, int warmUpSeconds, int seconds) implements Load {
  private static final int OCTETS = 1024;

  /// What is left to do in the background after as much mail as possible, such as indexing, is no
  /// part of the second half.
  private static final int REST_MILLIS = 20_000;

  /// One part of the load.
  ///
  /// @param seconds how long
  /// @param pause nanoseconds between two messages of a session; 0 for none
  private record Part(int seconds, long pause) {}

  @Override
  public String name() {
    return "push to idling clients";
  }

  @Override
  public List<Result> run(MailSystem system) throws Exception {
    List<String> names = Accounts.named("push", recipients);
    system.accounts(names);
    Histogram micros = new ConcurrentHistogram(3);
    var watchers = new ConcurrentHashMap<String, IdleWatcher>();
    try {
      for (String name : names) {
        watchers.put(name, new IdleWatcher(system, name, micros));
      }
      send(system, watchers, new Part(warmUpSeconds, 0));
      double most = send(system, watchers, new Part(seconds, 0));
      Thread.sleep(REST_MILLIS);
      micros.reset();
      double half = send(system, watchers, new Part(seconds, (long) (2e9 * recipients / most)));
      return List.of(
          Result.of(name(), system)
              .with("delivered msg/s at most", most)
              .with("delivered msg/s", half)
              .with("push p50 ms", micros.getValueAtPercentile(50) / 1000.0)
              .with("push p99 ms", micros.getValueAtPercentile(99) / 1000.0));
    } finally {
      for (IdleWatcher watcher : watchers.values()) {
        watcher.close();
      }
    }
  }

  /// @return messages in a second, until the last client heard of the last one
  private double send(MailSystem system, ConcurrentHashMap<String, IdleWatcher> watchers, Part part)
      throws IOException, InterruptedException {
    var count = new AtomicLong();
    long start = System.nanoTime();
    List<Callable<Void>> sessions = new ArrayList<>();
    watchers.forEach((name, watcher) -> {
      long first = start + part.pause * sessions.size() / recipients;
      sessions.add(() -> {
        count.addAndGet(session(system, name, watcher, part, first));
        return null;
      });
    });
    LoginLoad.all(sessions);
    for (IdleWatcher watcher : watchers.values()) {
      watcher.drain();
    }
    return count.get() * 1e9 / (System.nanoTime() - start);
  }

  /// @param first when the first message is due
  /// @return how many messages it sent
  private static long session(
      MailSystem system, String name, IdleWatcher watcher, Part part, long first)
      throws IOException, InterruptedException {
    byte[] content = SmtpClient.message("push", OCTETS);
    long end = System.nanoTime() + part.seconds * 1_000_000_000L;
    long count = 0;
    try (var client = new SmtpClient(system.smtpPort())) {
      for (long due = first; System.nanoTime() < end; due += part.pause) {
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        client.begin(name);
        watcher.sending();
        client.end(content);
        count++;
      }
    }
    return count;
  }
}
