package org.mailkeep.queue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The encoding of DSN parameters (RFC 3461 §4): `+2B` is a plus sign.
final class Xtext {
  private Xtext() {}

  /// The text; what is no hexadecimal pair stays as it is, and control characters become spaces.
  static String decode(String xtext) {
    byte[] octets = xtext.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(octets.length);
    for (int i = 0; i < octets.length; i++) {
      int high = octets[i] == '+' && i + 2 < octets.length ? digit(octets[i + 1]) : -1;
      int low = high < 0 ? -1 : digit(octets[i + 2]);
      if (low >= 0) {
        out.write(high * 16 + low);
        i += 2;
      } else {
        out.write(octets[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
  }

  private static int digit(byte octet) {
    return Character.digit(octet, 16);
  }
}
