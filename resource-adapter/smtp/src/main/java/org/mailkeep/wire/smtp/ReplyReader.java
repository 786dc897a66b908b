package org.mailkeep.wire.smtp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Input;
import org.mailkeep.wire.transport.Line;

/// Reads a server's replies (RFC 5321 §4.2.1). Bounded, and forgiving about line ends and text.
final class ReplyReader {
  private static final int MOST_OCTETS = 4096;
  private static final int MOST_LINES = 200;

  private ReplyReader() {}

  static SmtpReply read(Input in) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = line(in);
    int code = code(line);
    while (line.startsWith("-", 3) && lines.size() < MOST_LINES) {
      lines.add(line);
      line = line(in);
      if (code(line) != code) {
        throw broken("a reply of several codes");
      }
    }
    if (line.startsWith("-", 3)) {
      throw broken("a reply without an end");
    }
    lines.add(line);
    return reply(code, lines);
  }

  private static String line(Input in) throws IOException {
    return switch (in.readLine(MOST_OCTETS)) {
      case Line.Whole line -> printable(line.utf8());
      case Line.TooLong() -> throw broken("a reply line that is too long");
      case Line.End() -> throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, "");
    };
  }

  private static int code(String line) throws IOException {
    boolean good =
        line.length() >= 3
            && line.charAt(0) >= '2'
            && line.charAt(0) <= '5'
            && Chars.isDigit(line.charAt(1))
            && Chars.isDigit(line.charAt(2))
            && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
    if (!good) {
      throw broken("what is no SMTP reply");
    }
    return Integer.parseInt(line, 0, 3, 10);
  }

  private static String printable(String text) {
    var out = new StringBuilder(text.length());
    text.chars().forEach(c -> out.append(c < ' ' || c == 127 ? '?' : (char) c));
    return out.toString();
  }

  // The enhanced code is the same on each line (RFC 2034 §4); one that does not fit stays text.
  private static SmtpReply reply(int code, List<String> lines) {
    List<String> texts =
        lines.stream().map(line -> line.substring(Math.min(4, line.length()))).toList();
    int length = enhanced(code, texts.getFirst());
    String enhanced = texts.getFirst().substring(0, length);
    if (length == 0) {
      return new SmtpReply(code, "", texts);
    }
    return new SmtpReply(
        code,
        enhanced,
        texts.stream()
            .map(text -> text.startsWith(enhanced) ? text.substring(length).strip() : text)
            .toList());
  }

  // status-code ::= class "." subject "." detail                                RFC 2034 §4
  private static int enhanced(int code, String text) {
    var in = new Cursor(text);
    String kind = in.takeWhile(c -> Chars.isDigit((char) c));
    boolean first = kind.equals(Integer.toString(code / 100)) && in.take('.');
    String subject = in.takeWhile(c -> Chars.isDigit((char) c));
    boolean second = first && fits(subject) && in.take('.');
    String detail = in.takeWhile(c -> Chars.isDigit((char) c));
    boolean whole = second && fits(detail) && (in.atEnd() || in.peek() == ' ');
    return whole ? kind.length() + subject.length() + detail.length() + 2 : 0;
  }

  private static boolean fits(String number) {
    return !number.isEmpty() && number.length() <= 3;
  }

  private static ConnectionEnded broken(String what) {
    return new ConnectionEnded(ConnectionEnded.Reason.BROKEN, "the server sent " + what);
  }
}
