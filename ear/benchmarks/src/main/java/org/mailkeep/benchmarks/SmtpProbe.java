package org.mailkeep.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// One more session beside a load, which sends fifty messages a second at most and notes how long
/// each took to be acknowledged.
final class SmtpProbe implements AutoCloseable {
  private static final int PAUSE_MILLIS = 20;

  /// @param p50 milliseconds
  /// @param p99 milliseconds
  /// @param messages how many it sent
  record Latency(double p50, double p99, long messages) {}

  private final Histogram micros = new Histogram(3);
  private final SmtpClient client;
  private final byte[] content;
  private final Thread thread;
  private volatile boolean ended;
  private volatile @Nullable Exception failure;

  SmtpProbe(MailSystem system, int octets) throws Exception {
    system.accounts(List.of("probe"));
    client = new SmtpClient(system.smtpPort());
    content = SmtpClient.message("probe", octets);
    thread = Thread.ofPlatform().name("probe").start(this::run);
  }

  /// Ends it.
  Latency finish() throws Exception {
    ended = true;
    thread.join();
    if (failure != null) {
      throw requireNonNull(failure);
    }
    return new Latency(
        micros.getValueAtPercentile(50) / 1000.0,
        micros.getValueAtPercentile(99) / 1000.0,
        micros.getTotalCount());
  }

  @Override
  public void close() throws IOException {
    ended = true;
    client.close();
  }

  private void run() {
    try {
      while (!ended) {
        long start = System.nanoTime();
        client.send("probe", content);
        micros.recordValue((System.nanoTime() - start) / 1000);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
