package org.mailkeep.search.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.mailkeep.store.api.SearchToken;

/// Brings words of a language to their stems, and Latin letters to those without marks. For one
/// thread.
final class Stemmer {
  private static final int WIDEST = 4;

  private final Word word = new Word();
  private final TokenStream stems;
  private final CharTermAttribute stem;

  /// Gives one word, as often as it is asked.
  private static final class Word extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private String text = "";

    @Override
    public final boolean incrementToken() {
      clearAttributes();
      term.setEmpty().append(text);
      return true;
    }
  }

  Stemmer(Language language) {
    stems = Grammar.stems(language, word);
    stem = stems.addAttribute(CharTermAttribute.class);
  }

  /// The stem of a word, which has at most [SearchToken#MAX_WORD] characters.
  String stem(String of) {
    word.text = of;
    try {
      if (!stems.incrementToken() || stem.length() == 0) {
        return of;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String folded = folded(stem.buffer(), stem.length());
    return isWord(folded) ? folded : of;
  }

  /// A word whose Latin letters are without marks.
  static String unmarked(String word) {
    String folded = folded(word.toCharArray(), word.length());
    return isWord(folded) ? folded : word;
  }

  private static boolean isWord(String folded) {
    return !folded.isEmpty()
        && folded.codePointCount(0, folded.length()) <= SearchToken.MAX_WORD
        && folded.chars().noneMatch(c -> c <= ' ');
  }

  private static String folded(char[] letters, int length) {
    for (int i = 0; i < length; i++) {
      if (letters[i] >= 0x80) {
        char[] plain = new char[WIDEST * length];
        int count = ASCIIFoldingFilter.foldToASCII(letters, 0, plain, 0, length);
        return new String(plain, 0, count);
      }
    }
    return new String(letters, 0, length);
  }
}
