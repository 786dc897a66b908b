package org.mailkeep.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/// A server of IMAP on loopback that answers commands as a test wants. To be closed.
final class ScriptedImap implements AutoCloseable {
  final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  /// What it answers to a command; `TAG` stands for the command's tag.
  volatile UnaryOperator<String> answers = command -> "TAG OK\r\n";

  /// What it says that it can do.
  volatile String capabilities = "IMAP4rev1";

  private final ServerSocket listener;

  ScriptedImap() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        serve(socket);
      } catch (IOException _) {
        // the client has gone, or the test is over
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    say(socket, "* OK [CAPABILITY " + capabilities + " AUTH=PLAIN SASL-IR] hello\r\n");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int space = line.indexOf(' ');
      String command = line.substring(space + 1);
      heard.add(command);
      String answer = command.startsWith("AUTHENTICATE") ? "TAG OK\r\n" : answers.apply(command);
      say(socket, answer.replace("TAG", line.substring(0, space)));
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// An account there.
  ///
  /// @param mailboxes that are wanted; empty for all
  RemoteAccount account(String mailboxes) {
    return new RemoteAccount(
        "127.0.0.1",
        listener.getLocalPort(),
        RemoteAccount.Security.NONE,
        false,
        "jane",
        "secret",
        mailboxes);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
