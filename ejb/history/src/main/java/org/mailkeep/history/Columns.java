package org.mailkeep.history;

import org.jspecify.annotations.Nullable;

/// What columns can hold.
final class Columns {
  private Columns() {}

  /// A text, cut to what its column holds; without U+0000, which PostgreSQL does not store.
  static String text(String text, int most) {
    String clean = text.replace('\0', '\ufffd');
    if (clean.length() <= most) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(most - 1)) ? most - 1 : most;
    return clean.substring(0, end);
  }

  /// The same; null when there is none.
  static @Nullable String orNull(@Nullable String text, int most) {
    return text == null ? null : text(text, most);
  }
}
