package org.mailkeep.wire.smtp;

import java.util.List;

/// A reply: three digits, an enhanced status code, one or more lines of text (RFC 5321 §4.2, RFC
/// 2034 §3).
///
/// @param code 200 to 599
/// @param enhanced such as `5.1.1`, or empty where none belongs: the greeting, the answer to EHLO,
///   and 3xx (RFC 2034 §4)
/// @param lines the text, without control characters
public record SmtpReply(int code, String enhanced, List<String> lines) {

  /// Checks that the parts fit together and that no line can end early.
  public SmtpReply {
    lines = List.copyOf(lines);
    if (code < 200 || code > 599 || lines.isEmpty()) {
      throw new IllegalArgumentException("Not a reply: " + code + " " + lines);
    }
    if (!enhanced.isEmpty() && enhanced.charAt(0) - '0' != code / 100) {
      throw new IllegalArgumentException(code + " does not go with " + enhanced);
    }
    for (String line : lines) {
      requireOneLine(line);
    }
  }

  /// A reply of one line.
  public static SmtpReply of(int code, String enhanced, String text) {
    return new SmtpReply(code, enhanced, List.of(text));
  }

  /// Whether the command was done (2xx) or shall go on (3xx).
  public boolean isPositive() {
    return code < 400;
  }

  /// Whether the client may try again later (4xx).
  public boolean isTransient() {
    return code >= 400 && code < 500;
  }

  /// Whether the client shall not try again as it is (5xx).
  public boolean isPermanent() {
    return code >= 500;
  }

  /// The lines as one text, for logs and reports.
  public String text() {
    return String.join(" ", lines);
  }

  /// Code, enhanced code and text on one line.
  @Override
  public String toString() {
    return enhanced.isEmpty() ? code + " " + text() : code + " " + enhanced + " " + text();
  }

  private static void requireOneLine(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) < ' ' || line.charAt(i) == 127) {
        throw new IllegalArgumentException("A reply line holds a control character");
      }
    }
  }
}
