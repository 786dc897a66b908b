package org.mailkeep.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Charset names as mail uses them, and decoding that always gives a text.
public final class Charsets {
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final int NAME = 40;

  /// Names seen in mail that the JDK does not know. What declares US-ASCII or ISO-8859-1 and is
  /// neither is read as its superset, as the web does (WHATWG Encoding §4.2).
  private static final Map<String, Charset> ALIASES =
      Map.of(
          "ascii", StandardCharsets.UTF_8,
          "us-ascii", StandardCharsets.UTF_8,
          "ansi_x3.4-1968", StandardCharsets.UTF_8,
          "iso-8859-1", WESTERN,
          "latin1", WESTERN,
          "unknown-8bit", StandardCharsets.UTF_8,
          "utf8", StandardCharsets.UTF_8,
          "unicode-1-1-utf-8", StandardCharsets.UTF_8,
          "ks_c_5601-1987", named("x-windows-949"),
          "gb2312", named("GB18030"));

  private Charsets() {}

  /// The charset for reading text that declares a name; empty when nobody knows the name.
  public static Optional<Charset> forName(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    Charset alias = ALIASES.get(wanted);
    if (alias != null) {
      return Optional.of(alias);
    }
    if (wanted.isEmpty() || wanted.length() > NAME) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(wanted));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  /// Decodes with the declared charset, else as [#lenient(byte[])]. What does not fit becomes
  /// U+FFFD, or windows-1252 when a declared UTF-8 or ASCII is not even UTF-8.
  public static String lenient(String declared, byte[] bytes) {
    Optional<Charset> charset = forName(declared);
    if (charset.isEmpty() || charset.get().equals(StandardCharsets.UTF_8)) {
      return lenient(bytes);
    }
    return new String(bytes, charset.get());
  }

  /// Decodes bytes that declare nothing. QUIRK: header fields and texts with bare eight-bit octets
  /// and no charset are read as UTF-8 when they are, else as windows-1252.
  public static String lenient(byte[] bytes) {
    return lenient(bytes, 0, bytes.length);
  }

  static String lenient(byte[] bytes, int from, int to) {
    boolean ascii = true;
    for (int i = from; i < to && ascii; i++) {
      ascii = bytes[i] >= 0;
    }
    if (ascii) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, from, to - from, WESTERN);
    }
  }

  private static Charset named(String name) {
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
  }
}
