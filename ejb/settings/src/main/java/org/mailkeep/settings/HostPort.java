package org.mailkeep.settings;

import java.util.Optional;

/// An address or host name, and a port: `127.0.0.1:25`, `[::]:25`, `mail.example.org:587`.
///
/// @param host an IP address (v6 without brackets) or a host name
/// @param port 0 to 65535; 0 lets the system choose
public record HostPort(String host, int port) {

  /// Refuses what cannot be an address.
  public HostPort {
    if (host.isEmpty() || port < 0 || port > 65_535) {
      throw new IllegalArgumentException(host + ":" + port);
    }
  }

  /// Reads `host:port` or `[v6]:port`; empty when it is neither.
  public static Optional<HostPort> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      return Optional.empty();
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    boolean plain = host.chars().noneMatch(c -> c <= ' ' || c == '/' || c == '[' || c == ']');
    if (host.isEmpty() || !plain || host.contains(":") != bracketed) {
      return Optional.empty();
    }
    return port(text.substring(colon + 1)).map(new Host(host)::at);
  }

  private record Host(String name) {
    HostPort at(int port) {
      return new HostPort(name, port);
    }
  }

  private static Optional<Integer> port(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Optional.of(Integer.parseInt(text)).filter(p -> p <= 65_535) : Optional.empty();
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
