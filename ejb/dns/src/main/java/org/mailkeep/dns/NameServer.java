package org.mailkeep.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A name server and how it is spoken to.
///
/// @param transport by which way
/// @param address where
public record NameServer(Transport transport, InetSocketAddress address) {
  private static final Pattern URL =
      Pattern.compile("(udp|tcp|tls)://(\\[[0-9a-fA-F:.]+]|[0-9.]+)(?::(\\d{1,5}))?");

  /// The ways to a name server.
  public enum Transport {
    /// Datagrams; what does not fit comes by TCP (RFC 1035 §4.2).
    UDP(53),
    /// TCP only (RFC 7766).
    TCP(53),
    /// TLS, with a certificate for the server's address (RFC 7858).
    TLS(853);

    private final int port;

    Transport(int port) {
      this.port = port;
    }

    /// The port that is meant when none is given.
    public int port() {
      return port;
    }
  }

  /// Reads `udp://192.0.2.1`, `tcp://[2001:db8::1]:5353`, `tls://192.0.2.1`; names are not taken.
  public static Optional<NameServer> parse(String text) {
    var match = URL.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    var transport = Transport.valueOf(match.group(1).toUpperCase(Locale.ROOT));
    int port = match.group(3) == null ? transport.port() : Integer.parseInt(match.group(3));
    if (port < 1 || port > 65_535) {
      return Optional.empty();
    }
    try {
      // a literal, by the pattern, so nothing is looked up
      InetAddress host = InetAddress.ofLiteral(match.group(2).replaceAll("[\\[\\]]", ""));
      return Optional.of(new NameServer(transport, new InetSocketAddress(host, port)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    String name = transport.name().toLowerCase(Locale.ROOT);
    String host = address.getAddress().getHostAddress();
    return name + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
