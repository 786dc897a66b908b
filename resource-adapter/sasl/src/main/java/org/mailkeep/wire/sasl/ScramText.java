package org.mailkeep.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A message of SCRAM: `n=…,r=…`, attributes of one letter in a fixed order (RFC 5802 §5).
record ScramText(List<String> attributes) {
  private static final int LONGEST = 4_096;
  private static final int MOST = 20;

  /// The text of octets, when they are UTF-8, and not too many.
  static Optional<String> decode(byte[] octets) {
    return octets.length > LONGEST ? Optional.empty() : Texts.strictly(octets, 0, octets.length);
  }

  /// The attributes of a text.
  static ScramText of(String text) {
    return new ScramText(Arrays.asList(text.split(",", MOST)));
  }

  /// The value of the attribute that stands at a place; empty when another does, or none.
  Optional<String> at(int place, char letter) {
    return place < attributes.size() && attributes.get(place).startsWith(letter + "=")
        ? Optional.of(attributes.get(place).substring(2))
        : Optional.empty();
  }

  /// Octets in base 64; empty when they are not.
  static Optional<byte[]> octets(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Octets in base 64.
  static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  /// Whether a nonce has only what it may: printable ASCII without a comma, not too much of it.
  static boolean isNonce(String text) {
    return !text.isEmpty()
        && text.length() <= 512
        && text.chars().allMatch(c -> c > ' ' && c < 127 && c != ',');
  }

  /// What `c=` says: the header, and what ties to the connection.
  static String binding(String header, byte[] tie) {
    byte[] begin = header.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(begin, begin.length + tie.length);
    System.arraycopy(tie, 0, all, begin.length, tie.length);
    return base64(all);
  }
}
