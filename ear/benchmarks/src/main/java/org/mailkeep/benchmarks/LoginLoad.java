package org.mailkeep.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Clients that connect by IMAP, log in and log out, again and again.
///
/// @param names who logs in, each from a client of its own
/// @param warmUpSeconds before
/// @param seconds that are measured
record LoginLoad(List<String> names, int warmUpSeconds, int seconds) implements Load {
  @Override
  public String name() {
    return "logins by IMAP";
  }

  @Override
  public List<Result> run(MailSystem system) throws Exception {
    system.accounts(names);
    measure(system, warmUpSeconds);
    return List.of(measure(system, seconds));
  }

  private Result measure(MailSystem system, int duration) throws Exception {
    var tree = new ProcessTree(system.roots());
    Histogram micros = new ConcurrentHistogram(3);
    var logins = new AtomicLong();
    double cpu = tree.cpuMillis();
    long start = System.nanoTime();
    long end = start + duration * 1_000_000_000L;
    List<Callable<Void>> clients = new ArrayList<>();
    for (String name : names) {
      clients.add(() -> {
        while (System.nanoTime() < end) {
          long began = System.nanoTime();
          try (ImapClient client = Accounts.login(system, name)) {
            micros.recordValue((System.nanoTime() - began) / 1_000);
            client.command("LOGOUT");
          }
          logins.incrementAndGet();
        }
        return null;
      });
    }
    all(clients);
    double elapsed = (System.nanoTime() - start) / 1e9;
    return Result.of(name(), system)
        .with("logins/s", logins.get() / elapsed)
        .with("CPU ms/login", (tree.cpuMillis() - cpu) / logins.get())
        .with("login p50 ms", micros.getValueAtPercentile(50) / 1000.0)
        .with("login p99 ms", micros.getValueAtPercentile(99) / 1000.0);
  }

  /// Runs them side by side to their end.
  static void all(List<Callable<Void>> clients) throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> client : threads.invokeAll(clients)) {
        try {
          client.get();
        } catch (ExecutionException e) {
          throw new IOException("a client failed: " + e.getCause(), e);
        }
      }
    }
  }
}
