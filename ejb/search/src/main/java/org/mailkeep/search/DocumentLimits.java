package org.mailkeep.search;

/// How much of a message is indexed.
///
/// @param characters of its texts
/// @param words of its texts
public record DocumentLimits(int characters, int words) {
  /// When nothing is configured.
  public static final DocumentLimits DEFAULT = new DocumentLimits(1 << 20, 100_000);

  public DocumentLimits {
    if (characters < 1 || words < 1) {
      throw new IllegalArgumentException(characters + " characters, " + words + " words");
    }
  }
}
