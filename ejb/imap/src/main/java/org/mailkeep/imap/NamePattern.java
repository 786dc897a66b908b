package org.mailkeep.imap;

import org.mailkeep.mailbox.Mailbox;

/// A pattern of LIST: `*` is any text, `%` any text within a level (RFC 9051 §6.3.9).
final class NamePattern {
  private final String pattern;

  private NamePattern(String pattern) {
    this.pattern = pattern;
  }

  /// @param reference what goes in front of the pattern
  static NamePattern of(String reference, String pattern) {
    String whole = reference + pattern;
    return new NamePattern(
        whole.regionMatches(true, 0, Mailbox.INBOX, 0, 5) && inboxLevel(whole)
            ? Mailbox.INBOX + whole.substring(5)
            : whole);
  }

  private static boolean inboxLevel(String whole) {
    return whole.length() == 5 || "/*%".indexOf(whole.charAt(5)) >= 0;
  }

  /// Whether a name matches. Costs at most pattern times name.
  boolean matches(String name) {
    int length = name.length();
    boolean[] reached = new boolean[length + 1];
    reached[0] = true;
    for (int p = 0; p < pattern.length(); p++) {
      char c = pattern.charAt(p);
      if (c == '*' || c == '%') {
        for (int i = 0; i < length; i++) {
          reached[i + 1] |= reached[i] && (c == '*' || name.charAt(i) != Mailbox.SEPARATOR);
        }
      } else {
        for (int i = length; i > 0; i--) {
          reached[i] = reached[i - 1] && name.charAt(i - 1) == c;
        }
        reached[0] = false;
      }
    }
    return reached[length];
  }
}
