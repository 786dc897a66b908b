package org.mailkeep.wire.imap;

/// Character classes of RFC 9051 §9, one look-up per octet.
final class Chars {
  private static final int ATOM = 1;
  private static final int LIST = 2;
  private static final int ASTRING = 4;
  private static final int TAG = 8;
  private static final int QUOTED = 16;
  private static final byte[] CLASSES = classes();

  private Chars() {}

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (int c = 1; c < 128; c++) {
      boolean control = c < ' ' || c == 127;
      boolean wildcard = c == '%' || c == '*';
      boolean special = "(){ \"\\".indexOf(c) >= 0;
      int bits = control || wildcard || special || c == ']' ? 0 : ATOM;
      bits |= control || special ? 0 : LIST;
      bits |= control || wildcard || special ? 0 : ASTRING;
      bits |= control || wildcard || special || c == '+' ? 0 : TAG;
      bits |= c == '\r' || c == '\n' || c == '"' || c == '\\' ? 0 : QUOTED;
      classes[c] = (byte) bits;
    }
    return classes;
  }

  // ATOM-CHAR = <any CHAR except atom-specials>
  static boolean atom(int c) {
    return c >= 0 && (CLASSES[c] & ATOM) != 0;
  }

  // list-char = ATOM-CHAR / list-wildcards / resp-specials
  static boolean list(int c) {
    return c >= 0 && (CLASSES[c] & LIST) != 0;
  }

  // ASTRING-CHAR = ATOM-CHAR / resp-specials
  static boolean astring(int c) {
    return c >= 0 && (CLASSES[c] & ASTRING) != 0;
  }

  // tag = 1*<any ASTRING-CHAR except "+">
  static boolean tag(int c) {
    return c >= 0 && (CLASSES[c] & TAG) != 0;
  }

  // QUOTED-CHAR = <any TEXT-CHAR except quoted-specials>
  static boolean quoted(int c) {
    return c >= 0 && (CLASSES[c] & QUOTED) != 0;
  }
}
