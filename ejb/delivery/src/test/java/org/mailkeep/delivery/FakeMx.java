package org.mailkeep.delivery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A mail server on loopback that takes everything but for what a test tells it.
final class FakeMx implements AutoCloseable {
  /// A reply after which, or instead of which, the server hangs up.
  static final String HANG_UP = "";

  private final ServerSocket port;
  private final Map<String, String> replies = new ConcurrentHashMap<>();
  private final List<String> offers = new CopyOnWriteArrayList<>(List.of("PIPELINING"));
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final List<Socket> sessions = new CopyOnWriteArrayList<>();
  private volatile boolean implicitTls;
  private volatile boolean brokenTls;
  private volatile boolean lmtp;

  /// @param address of loopback
  /// @param port 0 for any
  FakeMx(String address, int port) {
    try {
      this.port = new ServerSocket();
      this.port.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return port.getLocalPort();
  }

  String address() {
    return port.getInetAddress().getHostAddress();
  }

  /// What it says to commands that begin so; `GREETING` and `.` stand for the greeting and the end
  /// of a message.
  FakeMx reply(String command, String reply) {
    replies.put(command, reply);
    return this;
  }

  /// What it says to EHLO besides.
  FakeMx offers(String... keywords) {
    offers.addAll(List.of(keywords));
    return this;
  }

  FakeMx implicitTls() {
    implicitTls = true;
    return this;
  }

  FakeMx brokenTls() {
    brokenTls = true;
    return offers("STARTTLS");
  }

  FakeMx lmtp() {
    lmtp = true;
    return this;
  }

  /// All commands of all sessions.
  List<String> commands() {
    return commands;
  }

  /// Messages that were taken, dots unstuffed.
  List<String> messages() {
    return messages;
  }

  int sessions() {
    return sessions.size();
  }

  /// Ends all sessions without a word.
  void hangUp() {
    sessions.forEach(FakeMx::close);
  }

  @Override
  public void close() {
    hangUp();
    try {
      port.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket peer = port.accept();
        peer.setTcpNoDelay(true);
        sessions.add(peer);
        Thread.startVirtualThread(() -> serve(peer));
      }
    } catch (IOException _) {
      hangUp(); // closed
    }
  }

  private void serve(Socket peer) {
    try (peer) {
      new Session(implicitTls ? TestTls.server(peer) : peer).run();
    } catch (IOException _) {
      close(peer); // the peer is gone
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Session {
    private Socket socket;
    private InputStream in;
    private int recipients;

    Session(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    void run() throws IOException {
      boolean goesOn = say(replies.getOrDefault("GREETING", "220 fake.example ESMTP"));
      while (goesOn) {
        String command = line();
        if (command == null) {
          return;
        }
        commands.add(command);
        goesOn = answer(command);
      }
    }

    private boolean answer(String command) throws IOException {
      String verb = command.split("[ :]", 2)[0];
      String scripted = scripted(command);
      if (scripted != null) {
        boolean content = scripted.startsWith("354");
        return say(scripted) && (!content || message());
      }
      return switch (verb) {
        case "EHLO", "LHLO" -> hello();
        case "STARTTLS" -> startTls();
        case "RCPT" -> recipient();
        case "DATA" -> say("354 go ahead") && message();
        case "QUIT" -> lastWords("221 bye");
        default -> say("250 2.0.0 ok");
      };
    }

    private boolean recipient() throws IOException {
      recipients++;
      return say("250 2.1.5 ok");
    }

    private @Nullable String scripted(String command) {
      return replies.entrySet().stream()
          .filter(entry -> command.startsWith(entry.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(null);
    }

    private boolean hello() throws IOException {
      var lines = new ArrayList<>(List.of("fake.example"));
      lines.addAll(offers);
      if (socket instanceof SSLSocket) {
        lines.remove("STARTTLS");
      }
      for (int i = 0; i < lines.size(); i++) {
        if (!say("250" + (i < lines.size() - 1 ? "-" : " ") + lines.get(i))) {
          return false;
        }
      }
      return true;
    }

    private boolean startTls() throws IOException {
      say("220 go ahead");
      if (brokenTls) {
        return lastWords("this is no TLS");
      }
      socket = TestTls.server(socket);
      in = new BufferedInputStream(socket.getInputStream());
      return true;
    }

    private boolean message() throws IOException {
      var text = new StringBuilder();
      for (String line = line(); line != null && !line.equals("."); line = line()) {
        text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
      }
      String reply = replies.getOrDefault(".", "250 2.0.0 taken");
      if (!reply.isEmpty() && reply.charAt(0) == '2') {
        messages.add(text.toString());
      }
      boolean goesOn = say(reply);
      for (int i = 1; lmtp && i < recipients; i++) {
        goesOn &= say(replies.getOrDefault(". " + i, "250 2.0.0 taken"));
      }
      recipients = 0;
      return goesOn;
    }

    private boolean lastWords(String reply) throws IOException {
      say(reply);
      return false;
    }

    private boolean say(String reply) throws IOException {
      if (reply.equals(HANG_UP)) {
        return false;
      }
      socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return true;
    }

    private @Nullable String line() throws IOException {
      var line = new ByteArrayOutputStream();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          return null;
        }
        if (c != '\r') {
          line.write(c);
        }
      }
      return line.toString(StandardCharsets.UTF_8);
    }
  }
}
