package org.mailkeep.wire.smtp;

/// The character classes of the SMTP grammar (RFC 5321 §4.1.2, RFC 5322 §3.2.3, RFC 6531 §3.3).
final class Chars {
  private static final boolean[] ATEXT = new boolean[128];

  static {
    for (char c = '0'; c <= 'z'; c++) {
      ATEXT[c] = Character.isLetterOrDigit(c);
    }
    for (char c : "!#$%&'*+-/=?^_`{|}~".toCharArray()) {
      ATEXT[c] = true;
    }
  }

  private Chars() {}

  // atext, with UTF8-non-ascii of RFC 6531 §3.3
  static boolean isAtext(char c) {
    return c < 128 ? ATEXT[c] : !Character.isISOControl(c);
  }

  // Let-dig of RFC 5321 §4.1.2, with U-labels of RFC 6531 §3.3
  static boolean isLetterOrDigit(char c) {
    return c < 128
        ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        : !Character.isISOControl(c);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }
}
