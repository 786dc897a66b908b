package org.mailkeep.wire.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server on loopback that serves one client by a script: `S: ` is sent, `C: ` is a line that
/// must come from the client, whole. At the end of the script it closes.
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CompletableFuture<String> outcome = new CompletableFuture<>();

  ScriptedServer(String script) throws IOException {
    Thread.ofVirtual().start(() -> outcome.complete(run(script)));
  }

  int port() {
    return port.getLocalPort();
  }

  private String run(String script) {
    try (Socket client = port.accept()) {
      client.setSoTimeout(60_000);
      for (String line : script.lines().toList()) {
        String rest = line.substring(Math.min(3, line.length()));
        if (line.startsWith("S:")) {
          client.getOutputStream().write((rest + "\r\n").getBytes(StandardCharsets.UTF_8));
        } else {
          String got = line(client.getInputStream());
          if (!got.equals(rest)) {
            return "expected: " + rest + "\n     got: " + got;
          }
        }
      }
      return "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return line + "<end>";
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /// Fails when the client has not kept to the script.
  @Override
  public void close() throws IOException {
    try {
      String trouble = outcome.get(10, TimeUnit.SECONDS);
      if (!trouble.isEmpty()) {
        throw new AssertionError(trouble);
      }
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the script has not ended", e);
    } finally {
      port.close();
    }
  }
}
