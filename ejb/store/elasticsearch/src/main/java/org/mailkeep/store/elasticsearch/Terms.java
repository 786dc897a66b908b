package org.mailkeep.store.elasticsearch;

import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.SearchField;

/// Indexed terms of one account: its number, a colon, and the word; or, for a stem, the language
/// and another colon before it. The server splits texts at white space, of which Unicode has more
/// than a word may not hold: such a character is a control character in a term, which no word
/// holds.
///
/// @param prefix of all of them
record Terms(String prefix) {
  /// White space that words may hold.
  private static final String SPACES =
      "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000";

  /// What stands for each: no white space, and forbidden in words.
  private static final String STAND_INS =
      "\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000e\u000f\u0010\u0011\u0012\u0013\u0014";

  static Terms of(AccountId account) {
    return new Terms(account.value() + ":");
  }

  /// The term of a word.
  String word(String word) {
    return prefix + encoded(word);
  }

  /// The term of a stem.
  String stem(String language, String stem) {
    return prefix + language + ":" + encoded(stem);
  }

  /// A word, or a part of one, as it stands in terms.
  static String encoded(String word) {
    String encoded = word;
    for (int i = 0; i < word.length(); i++) {
      int space = word.charAt(i) < SPACES.charAt(0) ? -1 : SPACES.indexOf(word.charAt(i));
      if (space >= 0) {
        encoded = encoded.replace(word.charAt(i), STAND_INS.charAt(space));
      }
    }
    return encoded;
  }

  /// The name of a field's words in the index.
  static String words(SearchField field) {
    return "w" + field.code();
  }

  /// The name of a field's stems in the index.
  static String stems(SearchField field) {
    return "s" + field.code();
  }
}
