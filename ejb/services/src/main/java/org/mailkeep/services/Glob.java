package org.mailkeep.services;

import java.util.ArrayList;
import java.util.List;

/// A pattern for a whole text: `*` stands for any characters, `?` for one; a backslash takes away
/// what the next character means.
final class Glob {
  private static final int ANY = -1;
  private static final int ONE = -2;

  private final int[] parts;

  private Glob(int[] parts) {
    this.parts = parts;
  }

  static Glob of(String text) {
    List<Integer> parts = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        parts.add((int) text.charAt(++i));
      } else {
        parts.add(c == '*' ? ANY : c == '?' ? ONE : c);
      }
    }
    return new Glob(parts.stream().mapToInt(Integer::intValue).toArray());
  }

  /// Whether a text says other than itself as a pattern.
  static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '\\');
  }

  /// Whether a text is of this pattern; takes time by the product of both lengths at most.
  boolean matches(String text) {
    int part = 0;
    int at = 0;
    int star = -1;
    int resumed = 0;
    while (at < text.length()) {
      if (part < parts.length && parts[part] == ANY) {
        star = part++;
        resumed = at;
      } else if (part < parts.length && (parts[part] == ONE || parts[part] == text.charAt(at))) {
        part++;
        at++;
      } else if (star >= 0) {
        part = star + 1;
        at = ++resumed;
      } else {
        return false;
      }
    }
    while (part < parts.length && parts[part] == ANY) {
      part++;
    }
    return part == parts.length;
  }
}
