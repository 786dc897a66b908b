package org.mailkeep.mime;

/// Character classes of RFC 5322 and RFC 2045.
final class Ascii {
  private static final String ATOM_SPECIALS = "()<>[]:;@\\,.\"";
  private static final String TOKEN_SPECIALS = "()<>@,;:\\\"/[]?=";

  private Ascii() {}

  static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /// atext (RFC 5322 §3.2.3, RFC 6532 §3.2), read leniently: all that is not special.
  static boolean isAtom(int c) {
    return c > ' ' && c != 0x7f && ATOM_SPECIALS.indexOf(c) < 0;
  }

  /// token (RFC 2045 §5.1), read leniently beyond ASCII.
  static boolean isToken(int c) {
    return c > ' ' && c != 0x7f && TOKEN_SPECIALS.indexOf(c) < 0;
  }
}
