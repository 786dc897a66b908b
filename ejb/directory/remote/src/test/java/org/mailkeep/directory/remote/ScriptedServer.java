package org.mailkeep.directory.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A server on loopback that says what a test wants, whatever it hears.
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  /// What one connection goes through.
  interface Script {
    void run(Talk talk) throws IOException;
  }

  /// One connection.
  final class Talk {
    private final Socket socket;
    private final BufferedReader in;

    Talk(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /// Says lines.
    void say(String... lines) throws IOException {
      for (String line : lines) {
        socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
      }
    }

    /// Says octets.
    void pour(byte[] octets) throws IOException {
      socket.getOutputStream().write(octets);
    }

    /// Waits for a line.
    String hear() throws IOException {
      String line = in.readLine();
      if (line == null) {
        throw new IOException("the client is gone");
      }
      heard.add(line);
      return line;
    }

    /// Waits for a line, and says what goes with its tag.
    void answer(String reply) throws IOException {
      String tag = hear().replaceFirst(" .*", "");
      say(reply.replace("TAG", tag));
    }
  }

  private ScriptedServer(Script script) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.script = script;
  }

  static ScriptedServer of(Script script) throws IOException {
    var server = new ScriptedServer(script);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  int port() {
    return listener.getLocalPort();
  }

  /// All that clients have said so far.
  String heard() {
    return String.join("\n", List.copyOf(heard));
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      script.run(new Talk(socket));
    } catch (IOException e) {
      return; // the client is gone
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
