package org.mailkeep.wire.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The PROXY protocol, versions 1 and 2: the first octets of a connection, in which a proxy says
/// who its client is. A header that is not exactly right ends the connection.
final class ProxyHeader {

  /// The first octets of version 2; version 1 begins with `PROXY `.
  private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};

  private static final byte[] VERSION_1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_VERSION_1 = 107;
  private static final int LONGEST_VERSION_2 = 4096;

  private ProxyHeader() {}

  /// Who is connected to the proxy.
  record Client(InetSocketAddress source, InetSocketAddress destination) {}

  /// The header is not right.
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /// Reads a header; empty when the proxy speaks for itself (health checks).
  ///
  /// @throws Malformed when it is missing or wrong
  static Optional<Client> read(Input input) throws IOException {
    byte first = input.readExactly(1)[0];
    if (first == VERSION_1[0]) {
      return version1(input);
    }
    if (first == SIGNATURE[0]) {
      return version2(input);
    }
    throw new Malformed("no PROXY header");
  }

  private static Optional<Client> version1(Input input) throws IOException {
    var line =
        switch (input.readLine(LONGEST_VERSION_1 - 3)) {
          case Line.Whole whole when whole.crlf() -> whole.latin1();
          case Line.Whole _, Line.TooLong _, Line.End _ ->
              throw new Malformed("version 1: no line");
        };
    return version1("P" + line);
  }

  /// Reads the line without its end: `PROXY TCP4 192.0.2.1 198.51.100.1 56324 443`.
  static Optional<Client> version1(String line) throws Malformed {
    var words = line.split(" ", -1);
    if (!words[0].equals("PROXY") || words.length < 2) {
      throw new Malformed("version 1: not PROXY");
    }
    if (words[1].equals("UNKNOWN")) {
      return Optional.empty();
    }
    if (words.length != 6 || !(words[1].equals("TCP4") || words[1].equals("TCP6"))) {
      throw new Malformed("version 1: not TCP4, TCP6 or UNKNOWN with four words");
    }
    int octets = words[1].equals("TCP4") ? 4 : 16;
    var source = new InetSocketAddress(address(words[2], octets), port(words[4]));
    return Optional.of(
        new Client(source, new InetSocketAddress(address(words[3], octets), port(words[5]))));
  }

  private static InetAddress address(String text, int octets) throws Malformed {
    try {
      var address = InetAddress.ofLiteral(text);
      boolean mapped = octets == 16 && text.contains(":");
      if (address.getAddress().length == octets || mapped) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new Malformed("version 1: not an address of its kind");
  }

  private static int port(String text) throws Malformed {
    boolean digits =
        text.length() <= 5 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits && Integer.parseInt(text) <= 65_535) {
      return Integer.parseInt(text);
    }
    throw new Malformed("version 1: not a port");
  }

  private static Optional<Client> version2(Input input) throws IOException {
    byte[] rest = input.readExactly(15);
    if (!Arrays.equals(rest, 0, 11, SIGNATURE, 1, 12)) {
      throw new Malformed("version 2: wrong signature");
    }
    int length = (rest[13] & 0xff) << 8 | (rest[14] & 0xff);
    if (length > LONGEST_VERSION_2) {
      throw new Malformed("version 2: header of " + length + " octets");
    }
    return version2(rest[11] & 0xff, rest[12] & 0xff, input.readExactly(length));
  }

  /// Reads what follows the signature.
  ///
  /// @param command version and command: 0x20 or 0x21
  /// @param family address family and protocol: 0x11 or 0x21 for TCP
  /// @param body addresses, ports and extensions
  static Optional<Client> version2(int command, int family, byte[] body) throws Malformed {
    if (command == 0x20) {
      return Optional.empty();
    }
    if (command != 0x21) {
      throw new Malformed("version 2: neither LOCAL nor PROXY");
    }
    int octets =
        switch (family) {
          case 0x11 -> 4;
          case 0x21 -> 16;
          default -> 0;
        };
    if (octets == 0) {
      return Optional.empty();
    }
    if (body.length < 2 * octets + 4) {
      throw new Malformed("version 2: addresses cut off");
    }
    return Optional.of(
        new Client(
            socketAddress(body, 0, octets, 2 * octets),
            socketAddress(body, octets, octets, 2 * octets + 2)));
  }

  private static InetSocketAddress socketAddress(byte[] body, int from, int octets, int port)
      throws Malformed {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(Arrays.copyOfRange(body, from, from + octets)),
          (body[port] & 0xff) << 8 | (body[port + 1] & 0xff));
    } catch (java.net.UnknownHostException e) {
      throw new Malformed("version 2: " + e.getMessage());
    }
  }
}
