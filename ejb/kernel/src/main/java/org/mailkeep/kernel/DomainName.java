package org.mailkeep.kernel;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/// A domain name in its ASCII form (A-labels), lower case, without a trailing dot.
///
/// @param ascii at most 253 octets, labels of 1 to 63 (RFC 1035 §2.3.4, RFC 5890 §2.3.2.1)
public record DomainName(String ascii) {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL = 63;

  public DomainName {
    if (!valid(ascii)) {
      throw new IllegalArgumentException("not a domain name: " + ascii);
    }
  }

  /// Reads a name in ASCII or Unicode, in any case, with or without a trailing dot.
  ///
  /// @return empty when the text is no domain name
  public static Optional<DomainName> parse(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    try {
      String ascii = isAscii(name) ? name : IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
      String lower = ascii.toLowerCase(Locale.ROOT);
      return valid(lower) ? Optional.of(new DomainName(lower)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Reads a name that is known to be good.
  ///
  /// @throws IllegalArgumentException when it is not
  public static DomainName of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a domain name: " + text));
  }

  /// The name with U-labels, for people.
  public String unicode() {
    return ascii.contains("xn--") ? IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED) : ascii;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }

  private static boolean valid(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return false;
    }
    int label = 0;
    for (int i = 0; i <= name.length(); i++) {
      char c = i == name.length() ? '.' : name.charAt(i);
      if (c == '.') {
        if (label == 0 || label > MAX_LABEL || name.charAt(i - 1) == '-') {
          return false;
        }
        label = 0;
      } else if (letterOrDigit(c) || c == '_' || (c == '-' && label > 0)) {
        label++;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean letterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return ascii;
  }
}
