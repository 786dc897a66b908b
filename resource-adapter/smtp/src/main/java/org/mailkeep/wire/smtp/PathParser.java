package org.mailkeep.wire.smtp;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the paths of MAIL and RCPT (RFC 5321 §4.1.2). Null means: not of this grammar.
final class PathParser {
  private static final String IPV6 = "IPv6:";

  private PathParser() {}

  // Reverse-path = Path / "<>"
  static @Nullable Path reversePath(Cursor in) {
    if (!in.take('<')) {
      return null;
    }
    return in.take('>') ? Path.NULL : path(in);
  }

  // Forward-path as in RCPT: "<Postmaster@" Domain ">" / "<Postmaster>" / Forward-path
  static @Nullable Path forwardPath(Cursor in) {
    if (!in.take('<')) {
      return null;
    }
    if (in.takeIgnoringCase("Postmaster>")) {
      return new Path("postmaster", "");
    }
    return path(in);
  }

  /// Reads a bare `local@domain`, as AUTH= has it.
  static Optional<Path> mailbox(String text) {
    var in = new Cursor(text);
    Path path = mailbox(in);
    return in.atEnd() ? Optional.ofNullable(path) : Optional.empty();
  }

  // Path = "<" [ A-d-l ":" ] Mailbox ">"; A-d-l "SHOULD be ignored"     RFC 5321 §4.1.1.3, App. C
  private static @Nullable Path path(Cursor in) {
    if (in.peek() == '@' && !skipRoute(in)) {
      return null;
    }
    Path path = mailbox(in);
    return path != null && in.take('>') ? path : null;
  }

  // A-d-l = At-domain *( "," At-domain )
  private static boolean skipRoute(Cursor in) {
    do {
      if (!in.take('@') || domain(in) == null) {
        return false;
      }
    } while (in.take(','));
    return in.take(':');
  }

  // Mailbox = Local-part "@" ( Domain / address-literal )
  private static @Nullable Path mailbox(Cursor in) {
    String local = in.peek() == '"' ? quotedString(in) : dotString(in);
    if (local == null || octets(local) > Path.MAX_LOCAL || !in.take('@')) {
      return null;
    }
    String domain = in.peek() == '[' ? addressLiteral(in) : domain(in);
    return domain == null ? null : new Path(local, domain);
  }

  private static @Nullable String dotString(Cursor in) {
    String text = in.takeWhile(c -> c == '.' || Chars.isAtext((char) c));
    return Path.isDotString(text) ? text : null;
  }

  // Quoted-string = DQUOTE *QcontentSMTP DQUOTE; an empty one names no mailbox of ours or theirs
  private static @Nullable String quotedString(Cursor in) {
    in.take('"');
    var text = new StringBuilder();
    while (!in.take('"')) {
      boolean escaped = in.take('\\');
      char c = in.next();
      if (c < ' ' || c == 127 || (escaped && c > 127)) {
        return null;
      }
      text.append(c);
    }
    return text.isEmpty() ? null : text.toString();
  }

  // Domain = sub-domain *("." sub-domain). QUIRK: real hosts have underscores in their names.
  static @Nullable String domain(Cursor in) {
    String name = in.takeWhile(c -> c == '.' || isDomainChar((char) c));
    return octets(name) <= Path.MAX_DOMAIN && isDomain(name) ? name : null;
  }

  private static boolean isDomain(String name) {
    char before = '.';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (before == '.' ? c == '.' || c == '-' : c == '.' && before == '-') {
        return false;
      }
      before = c;
    }
    return before != '.' && before != '-';
  }

  private static boolean isDomainChar(char c) {
    return c == '-' || c == '_' || Chars.isLetterOrDigit(c);
  }

  // address-literal = "[" ( IPv4-address-literal / IPv6-address-literal / ... ) "]"   §4.1.3
  private static @Nullable String addressLiteral(Cursor in) {
    in.take('[');
    String text = in.takeWhile(c -> c > ' ' && c != ']' && c != '[' && c < 127);
    return in.take(']') && isIpLiteral(text) ? "[" + text + "]" : null;
  }

  private static boolean isIpLiteral(String text) {
    boolean six = text.regionMatches(true, 0, IPV6, 0, IPV6.length());
    String address = six ? text.substring(IPV6.length()) : text;
    if (address.indexOf(':') >= 0 != six || address.indexOf('%') >= 0) {
      return false;
    }
    return six ? isIpv6(address) : isIpv4(address);
  }

  private static boolean isIpv6(String text) {
    try {
      return InetAddress.ofLiteral(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  // IPv4-address-literal = Snum 3("." Snum)
  private static boolean isIpv4(String text) {
    String[] numbers = text.split("\\.", -1);
    if (numbers.length != 4) {
      return false;
    }
    for (String number : numbers) {
      if (number.isEmpty()
          || number.length() > 3
          || !number.chars().allMatch(c -> Chars.isDigit((char) c))
          || Integer.parseInt(number) > 255) {
        return false;
      }
    }
    return true;
  }

  private static int octets(String text) {
    return Chars.isAscii(text) ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
