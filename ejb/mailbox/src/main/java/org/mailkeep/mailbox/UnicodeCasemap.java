package org.mailkeep.mailbox;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// The collation `i;unicode-casemap` (RFC 5051): letters are put into title case one by one and
/// taken apart (NFKD), then octets of UTF-8 are compared.
final class UnicodeCasemap {
  private UnicodeCasemap() {}

  /// The form of a text whose octets, compared unsigned, give its place in the order.
  static byte[] key(String text) {
    byte[] octets = new byte[text.length()];
    for (int i = 0; i < octets.length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return wide(text);
      }
      octets[i] = (byte) (c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    return octets;
  }

  private static byte[] wide(String text) {
    StringBuilder titled = new StringBuilder(text.length());
    text.codePoints().map(Character::toTitleCase).forEach(titled::appendCodePoint);
    return Normalizer.normalize(titled, Normalizer.Form.NFKD).getBytes(StandardCharsets.UTF_8);
  }
}
