package org.mailkeep.wire.smtp;

import java.util.Optional;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// The mailbox between the angle brackets of MAIL and RCPT (RFC 5321 §4.1.2), source route dropped.
///
/// `local` is the meaning of the local part, without quotes or backslashes; `domain` is as it was
/// sent, an address literal with its brackets. Both are empty for the null reverse-path `<>`; only
/// the domain is empty for `<Postmaster>` (RFC 5321 §4.1.1.3).
public record Path(String local, String domain) {
  /// The null reverse-path `<>`: who sends reports (RFC 5321 §4.5.5).
  public static final Path NULL = new Path("", "");

  /// Longest local part in octets (RFC 5321 §4.5.3.1.1).
  public static final int MAX_LOCAL = 64;

  /// Longest domain in octets (RFC 5321 §4.5.3.1.2).
  public static final int MAX_DOMAIN = 255;

  /// Whether this is the null reverse-path.
  public boolean isNull() {
    return local.isEmpty() && domain.isEmpty();
  }

  /// Whether the domain is an address literal such as `[192.0.2.1]` (RFC 5321 §4.1.3).
  public boolean isLiteral() {
    return domain.startsWith("[");
  }

  /// The address in the sense of the directory.
  ///
  /// @return empty for the null path, an address literal, a bare postmaster, or a domain that no
  ///   DNS can hold
  public Optional<Address> toAddress() {
    if (domain.isEmpty() || isLiteral()) {
      return Optional.empty();
    }
    return DomainName.parse(domain).map(name -> new Address(local, name));
  }

  /// Whether local part and domain hold ASCII only, so that no SMTPUTF8 is needed.
  public boolean isAscii() {
    return Chars.isAscii(local) && Chars.isAscii(domain);
  }

  /// The address as it stands on the wire, without angle brackets, quoted where needed.
  public String address() {
    if (isNull()) {
      return "";
    }
    String mailbox = isDotString(local) ? local : quoted(local);
    return domain.isEmpty() ? mailbox : mailbox + "@" + domain;
  }

  /// The path as it stands on the wire: the address in angle brackets.
  @Override
  public String toString() {
    return "<" + address() + ">";
  }

  // Dot-string = Atom *("."  Atom)                                              RFC 5321 §4.1.2
  static boolean isDotString(String text) {
    boolean dot = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' ? dot : !Chars.isAtext(c)) {
        return false;
      }
      dot = c == '.';
    }
    return !dot;
  }

  private static String quoted(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.append('"').toString();
  }
}
