package org.mailkeep.transfer;

/// Words that can be keywords of messages: atoms (RFC 9051 §9 `flag-keyword`).
final class Keyword {
  private static final int LONGEST = 255;

  private Keyword() {}

  static boolean isOne(String word) {
    return !word.isEmpty()
        && word.length() <= LONGEST
        && word.chars().allMatch(c -> c > ' ' && c < 0x7f && "(){%*\"\\]".indexOf(c) < 0);
  }
}
