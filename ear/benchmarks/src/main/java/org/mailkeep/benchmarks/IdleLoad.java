package org.mailkeep.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocketFactory;
import org.mailkeep.kernel.AnyCertificate;

/// Clients that are logged in, have INBOX selected and wait in IDLE: what each costs in live heap.
///
/// @param sessions how many
/// @param tls whether over implicit TLS
record IdleLoad(int sessions, boolean tls) implements Load {
  private static final int ACCOUNTS = 100;
  private static final int OPENERS = 50;
  private static final int TIMEOUT_MILLIS = 120_000;

  @Override
  public String name() {
    return String.format(Locale.ROOT, "%,d idle sessions, %s", sessions, tls ? "TLS" : "plain");
  }

  @Override
  public List<Result> run(MailSystem system) throws Exception {
    if (!(system instanceof Mailkeep mailkeep)) {
      return List.of();
    }
    List<String> names = Accounts.named("idle", ACCOUNTS);
    system.accounts(names);
    List<Socket> open = new ArrayList<>();
    try {
      // What the first sessions make for all that follow is no cost of a session.
      open.addAll(open(mailkeep, names, ACCOUNTS));
      var tree = new ProcessTree(system.roots());
      double heap = mailkeep.liveHeapKib();
      double memory = tree.residentMib();
      open.addAll(open(mailkeep, names, sessions));
      double more = mailkeep.liveHeapKib() - heap;
      return List.of(
          Result.of(name(), system)
              .with("heap KiB/session", more / sessions)
              .with("memory MiB before", memory)
              .with("memory MiB with them", tree.residentMib()));
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private List<Socket> open(Mailkeep system, List<String> names, int count) throws Exception {
    SSLSocketFactory factory = AnyCertificate.context().getSocketFactory();
    List<Future<Socket>> opening = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(OPENERS)) {
      for (int i = 0; i < count; i++) {
        String name = names.get(i % names.size());
        opening.add(threads.submit(() -> idle(system, factory, name)));
      }
    }
    List<Socket> sockets = new ArrayList<>();
    for (Future<Socket> socket : opening) {
      sockets.add(socket.get());
    }
    return sockets;
  }

  private Socket idle(Mailkeep system, SSLSocketFactory factory, String name) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    Socket socket =
        tls ? factory.createSocket(here, system.imapsPort()) : new Socket(here, system.imapPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    say(socket, "", "* OK");
    say(socket, "a LOGIN " + system.login(name) + " " + system.password() + "\r\n", "a OK");
    say(socket, "b SELECT INBOX\r\n", "b OK");
    say(socket, "c IDLE\r\n", "+ ");
    return socket;
  }

  private static void say(Socket socket, String line, String expected) throws IOException {
    socket.getOutputStream().write(line.getBytes(US_ASCII));
    InputStream in = socket.getInputStream();
    var answer = new StringBuilder();
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("closed after " + answer);
      }
      if (octet == '\n') {
        if (answer.indexOf(expected) == 0) {
          return;
        }
        answer.setLength(0);
      } else {
        answer.append((char) octet);
      }
    }
  }
}
