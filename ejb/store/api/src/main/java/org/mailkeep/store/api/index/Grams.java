package org.mailkeep.store.api.index;

import java.util.LinkedHashSet;
import java.util.Set;

/// The parts of words by which words are found that contain some letters: three that follow each
/// other, and what is left at a word's end.
final class Grams {
  private static final int LENGTH = 3;

  private Grams() {}

  /// Of a word: beginning at each of its characters.
  static Set<String> of(String word) {
    Set<String> grams = new LinkedHashSet<>();
    for (int from = 0; from < word.length(); from = word.offsetByCodePoints(from, 1)) {
      grams.add(from(word, from));
    }
    return grams;
  }

  /// The one with which letters begin; it stands in the list of every word that contains them,
  /// either itself or, when it is short, as the beginning of another.
  static String first(String letters) {
    return from(letters, 0);
  }

  /// Whether a gram may have others that begin with it.
  static boolean isShort(String gram) {
    return gram.codePointCount(0, gram.length()) < LENGTH;
  }

  private static String from(String word, int from) {
    int to = from;
    for (int i = 0; i < LENGTH && to < word.length(); i++) {
      to = word.offsetByCodePoints(to, 1);
    }
    return word.substring(from, to);
  }
}
