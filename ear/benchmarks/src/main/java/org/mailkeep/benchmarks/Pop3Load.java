package org.mailkeep.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Clients that look for new mail by POP3, again and again: connect, log in, STAT, UIDL, fetch some
/// messages, QUIT; one command after the other.
///
/// @param clients at once, each with a maildrop of its own
/// @param warmUpSeconds before
/// @param seconds that are measured
record Pop3Load(int clients, int warmUpSeconds, int seconds) implements Load {
  private static final int MESSAGES = 200;
  private static final int FETCHED = 5;
  private static final int TIMEOUT_MILLIS = 120_000;

  @Override
  public String name() {
    return "pop3 sessions";
  }

  @Override
  public List<Result> run(MailSystem system) throws Exception {
    List<String> names = Accounts.named("pop3", clients);
    system.accounts(names);
    for (String name : names) {
      ImapLoad.fill(system, name, MESSAGES);
    }
    measure(system, names, warmUpSeconds);
    return List.of(measure(system, names, seconds));
  }

  private Result measure(MailSystem system, List<String> names, int duration) throws Exception {
    var tree = new ProcessTree(system.roots());
    Histogram micros = new ConcurrentHistogram(3);
    var sessions = new AtomicLong();
    double cpu = tree.cpuMillis();
    long start = System.nanoTime();
    long end = start + duration * 1_000_000_000L;
    List<Callable<Void>> running = new ArrayList<>();
    for (String name : names) {
      running.add(() -> {
        while (System.nanoTime() < end) {
          long began = System.nanoTime();
          session(system, name);
          micros.recordValue((System.nanoTime() - began) / 1_000);
          sessions.incrementAndGet();
        }
        return null;
      });
    }
    LoginLoad.all(running);
    double elapsed = (System.nanoTime() - start) / 1e9;
    return Result.of(name(), system)
        .with("sessions/s", sessions.get() / elapsed)
        .with("CPU ms/session", (tree.cpuMillis() - cpu) / sessions.get())
        .with("session p50 ms", micros.getValueAtPercentile(50) / 1000.0)
        .with("session p99 ms", micros.getValueAtPercentile(99) / 1000.0)
        .with("memory MiB", tree.residentMib());
  }

  private static void session(MailSystem system, String name) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), system.pop3Port())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var client =
          new Client(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
      client.expectOk();
      client.say("USER " + system.login(name));
      client.say("PASS " + system.password());
      client.say("STAT");
      client.say("UIDL");
      client.skipRows();
      for (int message = 1; message <= FETCHED; message++) {
        client.say("RETR " + message);
        client.skipRows();
      }
      client.say("QUIT");
    }
  }

  /// As much of a client as the load needs.
  private record Client(InputStream in, OutputStream out) {
    void say(String command) throws IOException {
      out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      expectOk();
    }

    void expectOk() throws IOException {
      String line = line();
      if (!line.startsWith("+OK")) {
        throw new IOException("answered " + line);
      }
    }

    void skipRows() throws IOException {
      while (!line().equals(".")) {
        // only the end counts
      }
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (int octet = in.read(); octet != '\n'; octet = in.read()) {
        if (octet < 0) {
          throw new EOFException("closed by the server");
        }
        if (octet != '\r') {
          line.append((char) octet);
        }
      }
      return line.toString();
    }
  }
}
