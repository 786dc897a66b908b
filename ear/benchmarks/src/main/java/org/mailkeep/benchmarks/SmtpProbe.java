package org.mailkeep.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// One more session beside a load, which sends fifty messages a second at most and notes how long
/// each took to be acknowledged.
final class SmtpProbe implements AutoCloseable {
  private static final int PAUSE_MILLIS = 20;
  private static final int TIMEOUT_MILLIS = 120_000;

  /// @param p50 milliseconds
  /// @param p99 milliseconds
  /// @param messages how many it sent
  record Latency(double p50, double p99, long messages) {}

  private final Histogram micros = new Histogram(3);
  private final Socket socket;
  private final BufferedReader in;
  private final OutputStream out;
  private final byte[] content;
  private final Thread thread;
  private volatile boolean ended;
  private volatile @Nullable Exception failure;

  SmtpProbe(MailSystem system, int octets) throws Exception {
    system.accounts(List.of("probe"));
    socket = new Socket(InetAddress.getLoopbackAddress(), system.smtpPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    out = socket.getOutputStream();
    String line = "probe ".repeat(11) + "\r\n";
    String body = line.repeat(Math.max(1, octets / line.length()));
    content = ("Subject: probe\r\n\r\n" + body + ".\r\n").getBytes(US_ASCII);
    expect('2');
    say("HELO probe.example.org\r\n", '2');
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
    socket.close();
  }

  private void run() {
    try {
      while (!ended) {
        long start = System.nanoTime();
        say("MAIL FROM:<probe@example.org>\r\n", '2');
        say("RCPT TO:<probe@example.com>\r\n", '2');
        say("DATA\r\n", '3');
        out.write(content);
        expect('2');
        micros.recordValue((System.nanoTime() - start) / 1000);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String line, char expected) throws IOException {
    out.write(line.getBytes(US_ASCII));
    expect(expected);
  }

  private void expect(char expected) throws IOException {
    String line;
    do {
      line = in.readLine();
      if (line == null || line.isEmpty() || line.charAt(0) != expected) {
        throw new IOException("the probe was answered " + line);
      }
    } while (line.length() > 3 && line.charAt(3) == '-');
  }
}
