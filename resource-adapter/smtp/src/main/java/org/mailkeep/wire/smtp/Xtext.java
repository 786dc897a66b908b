package org.mailkeep.wire.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// xtext, in which `+` and two hexadecimal digits stand for an octet (RFC 3461 §4).
final class Xtext {
  private static final String DIGITS = "0123456789ABCDEF";

  private Xtext() {}

  // xtext = *( xchar / hexchar ); hexchar = "+" 2HEXDIG in upper case. What is decoded shall be
  // printable: a report would carry anything else into a header.
  static Optional<String> decode(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      if (c == '+') {
        c = hex(text, i + 1);
        i += 2;
      } else if (c == '=') {
        return Optional.empty();
      }
      if (c < ' ' || c == 127) {
        return Optional.empty();
      }
      out.append((char) c);
    }
    return Optional.of(out.toString());
  }

  static String encode(String text) {
    var out = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      int c = octet & 0xff;
      if (c > ' ' && c < 127 && c != '+' && c != '=') {
        out.append((char) c);
      } else {
        out.append('+').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 15));
      }
    }
    return out.toString();
  }

  private static int hex(String text, int at) {
    if (at + 1 >= text.length()) {
      return -1;
    }
    int high = DIGITS.indexOf(text.charAt(at));
    int low = DIGITS.indexOf(text.charAt(at + 1));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
