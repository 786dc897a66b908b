package org.mailkeep.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Waits for servers.
final class Ports {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAUSE_MILLIS = 50;

  private Ports() {}

  /// Waits until a port of loopback accepts connections.
  ///
  /// @param server the process that is to open it
  /// @throws IOException when it ends, or after a minute
  static void await(int port, Process server) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!open(port)) {
      if (!server.isAlive() || System.nanoTime() > end) {
        throw new IOException("nobody listens on port " + port);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static boolean open(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
