package org.mailkeep.expression;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import org.mailkeep.kernel.Address;

/// Functions of mail addresses and IP addresses.
final class AddressFunctions {
  /// Octets of an IPv4 address.
  static final int V4 = 4;

  /// Octets of an IPv6 address.
  static final int V6 = 16;

  private AddressFunctions() {}

  static Value isEmail(Value value) {
    return Values.of(Address.parse(value.asText()).isPresent());
  }

  /// The part before the last `@`, or the one after it; nothing of what has none.
  static Value part(Value value, Value which) {
    String text = value.asText();
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return Values.NOTHING;
    }
    return switch (which.asText()) {
      case "local" -> Values.of(text.substring(0, at));
      case "domain" -> Values.of(text.substring(at + 1));
      default -> Values.NOTHING;
    };
  }

  /// @param octets that the address must have; 0 for any
  static Value isIp(Value value, int octets) {
    return Values.of(
        octets(value.asText()).filter(ip -> octets == 0 || ip.length == octets).isPresent());
  }

  /// The address as names in DNS have it: octets or digits backwards, with dots between.
  static Value reverseName(Value value) {
    return octets(value.asText()).map(AddressFunctions::reversed).orElse(Values.NOTHING);
  }

  private static Value reversed(byte[] ip) {
    var name = new StringBuilder();
    for (int i = ip.length - 1; i >= 0; i--) {
      name.append(name.isEmpty() ? "" : ".");
      if (ip.length == V4) {
        name.append(ip[i] & 0xff);
      } else {
        String digits = HexFormat.of().toHexDigits(ip[i]);
        name.append(digits.charAt(1)).append('.').append(digits.charAt(0));
      }
    }
    return Values.of(name.toString());
  }

  private static Optional<byte[]> octets(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
