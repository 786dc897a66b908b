package org.mailkeep.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.mailkeep.store.servers.FreePort;

/// Ports of a test server: the well-known ones plus an offset at which all are free.
///
/// @param offset as in `server.port-offset`
public record Ports(int offset) {

  /// The well-known port of each default listener, and of the server console.
  static final Map<String, Integer> KNOWN =
      Map.ofEntries(
          Map.entry("smtp", 25),
          Map.entry("submission", 587),
          Map.entry("submissions", 465),
          Map.entry("lmtp", 24),
          Map.entry("imap", 143),
          Map.entry("imaps", 993),
          Map.entry("pop3", 110),
          Map.entry("pop3s", 995),
          Map.entry("http", 8080),
          Map.entry("https", 443),
          Map.entry("console", 4848));

  private static final int TRIES = 1000;

  /// An offset at which every port is free now, and which no other server of this run is given,
  /// also by another process: a server that is still starting, or is started anew, listens nowhere
  /// for a while, so a port that looks free may be another's already.
  static Ports free() throws IOException {
    RandomGenerator random = RandomGenerator.getDefault();
    for (int i = 0; i < TRIES; i++) {
      Ports ports = new Ports(random.nextInt(12_000, 24_000));
      if (ports.claim()
          && KNOWN.keySet().stream().noneMatch(ports::isOpen)
          && ports.allBindable()) {
        return ports;
      }
    }
    throw new IllegalStateException("no free ports found");
  }

  private boolean claim() throws IOException {
    return FreePort.claim(KNOWN.keySet().stream().map(this::of).toList());
  }

  /// The port of a listener.
  public int of(String listener) {
    Integer known = KNOWN.get(listener);
    if (known == null) {
      throw new IllegalArgumentException("no default listener is called " + listener);
    }
    return known + offset;
  }

  /// Whether somebody listens there.
  public boolean isOpen(String listener) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), of(listener)), 2000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean allBindable() {
    for (int port : KNOWN.values()) {
      try (var socket = new ServerSocket(port + offset, 1, InetAddress.getLoopbackAddress())) {
        if (!socket.isBound()) {
          return false;
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
