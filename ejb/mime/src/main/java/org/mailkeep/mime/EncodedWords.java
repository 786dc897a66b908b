package org.mailkeep.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Encoded words in header texts (RFC 2047), both ways.
public final class EncodedWords {
  /// An encoded word may be 75 characters (RFC 2047 §2); this leaves 45 bytes for a UTF-8 word.
  private static final int BYTES_PER_WORD = 45;

  private static final String PREFIX = "=?UTF-8?B?";

  private EncodedWords() {}

  /// Text with its encoded words decoded. White space between two words vanishes (RFC 2047 §6.2),
  /// bytes of neighbours in the same charset are joined before decoding, and what is no valid word
  /// stays as it is.
  public static String decode(String text) {
    if (!text.contains("=?")) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    ByteArrayOutputStream pending = new ByteArrayOutputStream();
    String charset = "";
    int at = 0;
    while (at < text.length()) {
      int start = text.indexOf("=?", at);
      Word word = start < 0 ? null : Word.at(text, start);
      int plainEnd = start < 0 ? text.length() : word == null ? start + 2 : start;
      if (pending.size() == 0 || word == null || !isBlank(text, at, start)) {
        charset = flush(pending, charset, out);
        out.append(text, at, plainEnd);
      }
      at = plainEnd;
      if (word != null) {
        if (!charset.equalsIgnoreCase(word.charset())) {
          flush(pending, charset, out);
          charset = word.charset();
        }
        pending.writeBytes(word.bytes());
        at = word.end();
      }
    }
    flush(pending, charset, out);
    return out.toString();
  }

  private static String flush(ByteArrayOutputStream bytes, String charset, StringBuilder out) {
    if (bytes.size() > 0) {
      out.append(Charsets.lenient(charset, bytes.toByteArray()));
      bytes.reset();
    }
    return "";
  }

  private static boolean isBlank(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Ascii.isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// Text fit for an unstructured field or a phrase: itself when printable ASCII without `=?`, else
  /// UTF-8 words in base64, separated by spaces so that the field can be folded.
  public static String encode(String text) {
    if (Ascii.isPrintable(text) && !text.contains("=?")) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() * 2);
    StringBuilder word = new StringBuilder();
    int bytes = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes + size > BYTES_PER_WORD) {
        append(out, word);
        bytes = 0;
      }
      word.appendCodePoint(point);
      bytes += size;
      at += Character.charCount(point);
    }
    append(out, word);
    return out.toString();
  }

  private static void append(StringBuilder out, StringBuilder word) {
    out.append(out.isEmpty() ? "" : " ")
        .append(PREFIX)
        .append(
            Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8)))
        .append("?=");
    word.setLength(0);
  }

  /// encoded-word = "=?" charset ["*" language] "?" encoding "?" encoded-text "?=" RFC 2047 §2, RFC
  /// 2231 §5
  private record Word(String charset, byte[] bytes, int end) {
    private static final int LONGEST = 1024;

    static @Nullable Word at(String text, int start) {
      int charsetEnd = text.indexOf('?', start + 2);
      if (charsetEnd < 0 || charsetEnd - start > LONGEST || charsetEnd + 2 >= text.length()) {
        return null;
      }
      if (text.charAt(charsetEnd + 2) != '?') {
        return null;
      }
      int limit = Math.min(text.length(), start + LONGEST);
      int end = text.substring(charsetEnd + 3, Math.max(limit, charsetEnd + 3)).indexOf("?=");
      if (end < 0) {
        return null;
      }
      String encoded = text.substring(charsetEnd + 3, charsetEnd + 3 + end);
      byte[] bytes;
      switch (text.charAt(charsetEnd + 1)) {
        case 'B', 'b' -> bytes = LenientBase64.decode(encoded);
        case 'Q', 'q' -> bytes = quoted(encoded);
        default -> {
          return null;
        }
      }
      String charset = text.substring(start + 2, charsetEnd);
      int language = charset.indexOf('*');
      return new Word(
          language < 0 ? charset : charset.substring(0, language), bytes, charsetEnd + 3 + end + 2);
    }

    /// The Q encoding (RFC 2047 §4.2).
    private static byte[] quoted(String text) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        int high = c == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (low >= 0) {
          out.write((high << 4) | low);
          i += 2;
        } else if (c == '_') {
          out.write(' ');
        } else {
          out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        }
      }
      return out.toByteArray();
    }
  }
}
