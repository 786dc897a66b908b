package org.mailkeep.transfer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.mime.MailDate;

/// When a message was received, as its header says: in the first Received (RFC 5321 §4.4), which
/// the last server wrote, else in Date.
final class HeaderTime {
  /// Octets of a message's beginning that are looked at.
  static final int LOOKED_AT = 8 * 1024;

  private HeaderTime() {}

  /// @param beginning of the message
  static Optional<Instant> of(byte[] beginning, int length) {
    String text = new String(beginning, 0, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String header = "\r\n" + (end < 0 ? text : text.substring(0, end)) + "\r\n";
    return field(header, "received")
        .flatMap(value -> parsed(value.substring(value.lastIndexOf(';') + 1)))
        .or(() -> field(header, "date").flatMap(HeaderTime::parsed));
  }

  private static Optional<String> field(String header, String name) {
    int at = header.toLowerCase(Locale.ROOT).indexOf("\r\n" + name + ":");
    if (at < 0) {
      return Optional.empty();
    }
    int from = at + name.length() + 3;
    int end = header.indexOf("\r\n", from);
    while (end >= 0 && end + 2 < header.length() && isBlank(header.charAt(end + 2))) {
      end = header.indexOf("\r\n", end + 2);
    }
    return end < 0 ? Optional.empty() : Optional.of(header.substring(from, end));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static Optional<Instant> parsed(String text) {
    return MailDate.parse(text.replace("\r\n", "").strip()).map(OffsetDateTime::toInstant);
  }
}
