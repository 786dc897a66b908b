package org.mailkeep.system.stores;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client's side of a protocol of lines.
final class Conversation implements AutoCloseable {
  private static final int PATIENCE = 30_000;

  private final Socket socket;
  private final BufferedReader replies;

  /// Connects, and reads the greeting.
  Conversation(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE);
    this.replies =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    line();
  }

  /// Sends lines and reads SMTP's reply to each.
  void smtp(String code, String text) throws IOException {
    send(text);
    String reply = line();
    while (reply.startsWith(code + "-")) {
      reply = line();
    }
    if (!reply.startsWith(code)) {
      throw new AssertionError(text.lines().findFirst().orElse("") + ": " + reply);
    }
  }

  /// Sends an IMAP command and reads all that answers it.
  String imap(String command) throws IOException {
    send("a " + command);
    var answer = new StringBuilder();
    String reply = line();
    while (!reply.startsWith("a ")) {
      answer.append(reply).append('\n');
      reply = line();
    }
    if (!reply.startsWith("a OK")) {
      throw new AssertionError(command + ": " + reply);
    }
    return answer.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private String line() throws IOException {
    String line = replies.readLine();
    if (line == null) {
      throw new IOException("the server closed the connection");
    }
    return line;
  }
}
