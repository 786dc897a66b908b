package org.mailkeep.wire.imap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Mailbox names between the wire and us: modified UTF-7 (RFC 3501 §5.1.3) until the client enables
/// IMAP4rev2, UTF-8 from then on (RFC 9051 §5.1). Inside they are plain text in NFC.
public final class MailboxNames {
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

  private MailboxNames() {}

  /// A name of modified UTF-7 as plain text; empty when it is none.
  public static Optional<String> decoded(String name) {
    try {
      return Optional.of(decode(name.getBytes(StandardCharsets.UTF_8), false));
    } catch (SyntaxException _) {
      return Optional.empty();
    }
  }

  /// A name in modified UTF-7.
  public static String encoded(String name) {
    return new String(encode(name, false), StandardCharsets.US_ASCII);
  }

  /// INBOX in upper case, alone and as the first level, as it has no case (RFC 9051 §5.1).
  static String canonical(String name) {
    if (!name.regionMatches(true, 0, "INBOX", 0, 5)) {
      return name;
    }
    boolean whole = name.length() == 5 || name.charAt(5) == '/';
    return whole && !name.startsWith("INBOX") ? "INBOX" + name.substring(5) : name;
  }

  static String decode(byte[] octets, boolean unicode) throws SyntaxException {
    if (unicode) {
      String text = Cursor.decode(octets, StandardCharsets.UTF_8);
      return Normalizer.isNormalized(text, Normalizer.Form.NFC)
          ? text
          : Normalizer.normalize(text, Normalizer.Form.NFC);
    }
    boolean shifted = false;
    for (byte octet : octets) {
      if (octet < 0) {
        throw new SyntaxException("Mailbox name is not modified UTF-7");
      }
      shifted |= octet == '&';
    }
    String text = new String(octets, StandardCharsets.US_ASCII);
    return shifted ? unshift(text) : text;
  }

  private static String unshift(String text) throws SyntaxException {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '&') {
        out.append(c);
        continue;
      }
      int end = text.indexOf('-', i);
      if (end < 0) {
        throw new SyntaxException("Mailbox name is not modified UTF-7");
      }
      out.append(end == i + 1 ? "&" : unshifted(text.substring(i + 1, end)));
      i = end;
    }
    return Normalizer.normalize(out, Normalizer.Form.NFC);
  }

  private static String unshifted(String base64) throws SyntaxException {
    try {
      byte[] units = Base64.getDecoder().decode(base64.replace(',', '/'));
      String text = new String(units, StandardCharsets.UTF_16BE);
      boolean whole = units.length % 2 == 0 && text.indexOf('\uFFFD') < 0;
      boolean printable = text.chars().anyMatch(c -> c >= 0x20 && c < 0x7f);
      if (whole && !printable && text.chars().noneMatch(c -> c < 0x20)) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // as below
    }
    throw new SyntaxException("Mailbox name is not modified UTF-7");
  }

  static byte[] encode(String name, boolean unicode) {
    if (unicode || name.chars().allMatch(c -> c >= 0x20 && c < 0x7f && c != '&')) {
      return name.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(name.length() * 2);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '&') {
        out.writeBytes(new byte[] {'&', '-'});
      } else if (c >= 0x20 && c < 0x7f) {
        out.write(c);
      } else {
        int end = i + 1;
        while (end < name.length() && (name.charAt(end) < 0x20 || name.charAt(end) >= 0x7f)) {
          end++;
        }
        out.write('&');
        out.writeBytes(shifted(name.substring(i, end)));
        out.write('-');
        i = end - 1;
      }
    }
    return out.toByteArray();
  }

  private static byte[] shifted(String text) {
    byte[] base64 = ENCODER.encode(text.getBytes(StandardCharsets.UTF_16BE));
    byte[] out = Arrays.copyOf(base64, base64.length);
    for (int i = 0; i < out.length; i++) {
      if (out[i] == '/') {
        out[i] = ',';
      }
    }
    return out;
  }
}
