package org.mailkeep.store.api;

/// One word of an indexed text.
///
/// @param word as it is written, folded: what a search by letters compares
/// @param stem of the word in the document's language, folded further; what a search by meaning
///   compares
public record SearchToken(String word, String stem) {
  /// Characters (code points) of the longest word or stem.
  public static final int MAX_WORD = 64;

  public SearchToken {
    check(word);
    check(stem);
  }

  /// A word that has no stem but itself.
  public static SearchToken of(String word) {
    return new SearchToken(word, word);
  }

  /// Words and stems are never empty, longer than [#MAX_WORD], or with white space or controls.
  static void check(String word) {
    if (word.isEmpty() || word.codePointCount(0, word.length()) > MAX_WORD) {
      throw new IllegalArgumentException("word of " + word.length() + " characters");
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) <= ' ') {
        throw new IllegalArgumentException("white space in a word");
      }
    }
  }
}
