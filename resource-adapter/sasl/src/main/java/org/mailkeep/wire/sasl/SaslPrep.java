package org.mailkeep.wire.sasl;

import java.text.Normalizer;
import java.util.Optional;

/// Prepares names and passwords for comparison (RFC 4013): what looks the same becomes the same,
/// and what cannot be seen is refused.
public final class SaslPrep {

  private SaslPrep() {}

  /// The prepared text; empty when it has characters that are forbidden.
  public static Optional<String> prepare(String text) {
    if (isPlainAscii(text)) {
      return Optional.of(text);
    }
    var mapped = new StringBuilder(text.length());
    text.codePoints().forEach(c -> map(mapped, c));
    String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
    boolean forbidden = normal.codePoints().anyMatch(SaslPrep::isForbidden);
    return forbidden || !directionsFit(normal) ? Optional.empty() : Optional.of(normal);
  }

  private static boolean isPlainAscii(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 127);
  }

  /// RFC 4013 §2.1: other spaces become a space (RFC 3454 C.1.2), and what is commonly mapped to
  /// nothing vanishes (B.1).
  private static void map(StringBuilder out, int c) {
    boolean vanishes =
        c == 0xAD
            || c == 0x34F
            || c == 0x1806
            || (c >= 0x180B && c <= 0x180D)
            || (c >= 0x200B && c <= 0x200D)
            || c == 0x2060
            || (c >= 0xFE00 && c <= 0xFE0F)
            || c == 0xFEFF;
    if (!vanishes) {
      out.appendCodePoint(Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c);
    }
  }

  /// RFC 4013 §2.3: controls, private use, non-characters, surrogates, and what changes the display
  /// of other characters; and what Unicode has not assigned (§2.5).
  private static boolean isForbidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.FORMAT ->
          true;
      default ->
          (c >= 0x2FF0 && c <= 0x2FFB) || (c >= 0xFFF9 && c <= 0xFFFD) || c == 0x340 || c == 0x341;
    };
  }

  /// RFC 3454 §6: a text with letters that run from right to left has none that run the other way,
  /// and begins and ends with one.
  private static boolean directionsFit(String text) {
    if (text.codePoints().noneMatch(SaslPrep::isRightToLeft)) {
      return true;
    }
    boolean mixed =
        text.codePoints()
            .anyMatch(
                c -> Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT);
    return !mixed
        && isRightToLeft(text.codePointAt(0))
        && isRightToLeft(text.codePointBefore(text.length()));
  }

  private static boolean isRightToLeft(int c) {
    byte direction = Character.getDirectionality(c);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }
}
