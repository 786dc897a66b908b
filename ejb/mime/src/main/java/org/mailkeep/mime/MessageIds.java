package org.mailkeep.mime;

import java.util.ArrayList;
import java.util.List;

/// Reads the message ids of Message-ID, In-Reply-To and References (RFC 5322 §3.6.4).
public final class MessageIds {
  /// Longer ids are no ids.
  private static final int LENGTH = 998;

  private MessageIds() {}

  /// The ids without angle brackets, in their order, at most `limit`: of more the first one and the
  /// last ones, which place a message in its thread. Words outside of brackets are ids when there
  /// are no brackets at all and the word has an `@`.
  public static List<String> parse(String text, int limit) {
    List<String> ids = text.indexOf('<') < 0 ? bare(text) : bracketed(text);
    if (ids.size() <= limit) {
      return ids;
    }
    List<String> kept = new ArrayList<>(ids.subList(ids.size() - limit + 1, ids.size()));
    kept.addFirst(ids.getFirst());
    return kept;
  }

  private static List<String> bracketed(String text) {
    List<String> ids = new ArrayList<>();
    int at = 0;
    while (true) {
      int start = text.indexOf('<', at);
      int end = start < 0 ? -1 : text.indexOf('>', start);
      if (end < 0) {
        return ids;
      }
      add(ids, text.substring(text.lastIndexOf('<', end) + 1, end));
      at = end + 1;
    }
  }

  private static List<String> bare(String text) {
    List<String> ids = new ArrayList<>();
    for (String word : text.strip().split("[\\s,]+", 0)) {
      if (word.indexOf('@') > 0) {
        add(ids, word);
      }
    }
    return ids;
  }

  private static void add(List<String> ids, String id) {
    String plain = id.chars().anyMatch(Ascii::isBlank) ? id.replaceAll("\\s+", "") : id;
    if (!plain.isEmpty() && plain.length() <= LENGTH) {
      ids.add(plain);
    }
  }
}
