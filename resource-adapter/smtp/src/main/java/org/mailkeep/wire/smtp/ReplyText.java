package org.mailkeep.wire.smtp;

import java.util.List;

/// Replies as they stand on the wire (RFC 5321 §4.2.1, RFC 2034 §4).
final class ReplyText {
  private static final int MOST_TEXT = 480; // RFC 5321 §4.5.3.1.5 leaves 512 octets for the line

  private ReplyText() {}

  // Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF
  static void append(StringBuilder out, SmtpReply reply) {
    List<String> lines = reply.lines();
    for (int i = 0; i < lines.size(); i++) {
      out.append(reply.code()).append(i == lines.size() - 1 ? ' ' : '-');
      if (!reply.enhanced().isEmpty()) {
        out.append(reply.enhanced()).append(' ');
      }
      String line = lines.get(i);
      out.append(line, 0, Math.min(line.length(), MOST_TEXT)).append("\r\n");
    }
  }

  static String of(SmtpReply reply) {
    var out = new StringBuilder(64);
    append(out, reply);
    return out.toString();
  }
}
