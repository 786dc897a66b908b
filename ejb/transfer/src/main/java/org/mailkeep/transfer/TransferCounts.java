package org.mailkeep.transfer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an import has done so far. For one thread.
final class TransferCounts {
  /// What becomes of a message, or of a mailbox.
  enum Kind {
    /// It was put into a mailbox.
    IMPORTED("imported"),
    /// It is there already.
    DUPLICATE("duplicates"),
    /// Another mailbox that was taken over has it, and this one is about the rest.
    ELSEWHERE("in other mailboxes"),
    /// It has more octets than the setting allows.
    TOO_LARGE("too large"),
    /// It has no octets at all, or is another program's note to itself.
    EMPTY("empty"),
    /// The name of its mailbox breaks a rule.
    REFUSED("refused"),
    /// A mailbox was looked at.
    MAILBOX("mailboxes");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private final Map<String, Long> counts = new LinkedHashMap<>();

  TransferCounts() {
    for (Kind kind : Kind.values()) {
      counts.put(kind.text, 0L);
    }
    counts.remove(Kind.ELSEWHERE.text); // told where it can be alone
  }

  void add(Kind kind, long more) {
    counts.merge(kind.text, more, Long::sum);
  }

  Map<String, Long> all() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }
}
