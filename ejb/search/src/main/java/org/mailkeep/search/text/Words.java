package org.mailkeep.search.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Consumer;
import org.mailkeep.store.api.SearchToken;

/// Takes texts apart into words.
///
/// Letters that follow each other are a word, with their marks; so are digits. Characters of
/// scripts that put no blanks between words (Han, Hiragana, Thai and the like) are words one by
/// one, so that any run of them is found as a phrase. Everything else parts words. Case and
/// compatibility forms do not matter (NFKC, lower case).
public final class Words {
  private enum Kind {
    NONE,
    LETTER,
    DIGIT,
    SINGLE
  }

  private Words() {}

  /// The form in which texts are compared.
  public static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /// Hands the words of a text on, in order. A longer one than [SearchToken#MAX_WORD] comes in
  /// pieces.
  ///
  /// @return whether all words were whole
  static boolean split(String text, Consumer<String> word) {
    String folded = folded(text);
    boolean whole = true;
    Kind before = Kind.NONE;
    int start = 0;
    int length = 0;
    for (int at = 0; at < folded.length(); ) {
      int c = folded.codePointAt(at);
      Kind kind = kind(c, before);
      boolean isFull = length == SearchToken.MAX_WORD;
      if (kind != before || kind == Kind.SINGLE || isFull) {
        if (before != Kind.NONE) {
          word.accept(folded.substring(start, at));
        }
        whole &= kind != before || !isFull;
        start = at;
        length = 0;
        before = kind;
      }
      length++;
      at += Character.charCount(c);
    }
    if (before != Kind.NONE) {
      word.accept(folded.substring(start));
    }
    return whole;
  }

  private static Kind kind(int c, Kind before) {
    if (c < 0x80) {
      if (c >= 'a' && c <= 'z') {
        return Kind.LETTER;
      }
      return c >= '0' && c <= '9' ? Kind.DIGIT : Kind.NONE;
    }
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER ->
          Kind.LETTER;
      case Character.OTHER_LETTER -> isSingle(c) ? Kind.SINGLE : Kind.LETTER;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          isSingle(c) ? Kind.SINGLE : before == Kind.NONE ? Kind.LETTER : mark(before);
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          Kind.DIGIT;
      default -> Kind.NONE;
    };
  }

  /// A mark belongs to what it marks.
  private static Kind mark(Kind before) {
    return before == Kind.SINGLE ? Kind.LETTER : before;
  }

  private static boolean isSingle(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
