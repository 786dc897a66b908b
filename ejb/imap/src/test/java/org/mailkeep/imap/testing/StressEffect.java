package org.mailkeep.imap.testing;

import java.util.List;
import java.util.Map;

/// What a command changes: all of it or nothing, when the server is killed before it replies.
sealed interface StressEffect {
  /// Nothing that is looked for.
  record None() implements StressEffect {}

  /// APPEND: new messages.
  record Filed(String mailbox, List<String> subjects) implements StressEffect {
    public Filed {
      subjects = List.copyOf(subjects);
    }
  }

  /// COPY or MOVE.
  ///
  /// @param by names the command; no other has the same
  record Transferred(String by, StressEffect.Kind kind, String from, List<Long> uids, String to)
      implements StressEffect {
    public Transferred {
      uids = List.copyOf(uids);
    }

    boolean moves() {
      return kind == Kind.MOVE;
    }
  }

  /// What a [Transferred] does with the messages that were there before.
  enum Kind {
    COPY,
    MOVE
  }

  /// STORE of a client's own keyword.
  ///
  /// @param before by UID, what was known of the keyword
  record Marked(String mailbox, Map<Long, Boolean> before, boolean on) implements StressEffect {
    public Marked {
      before = Map.copyOf(before);
    }
  }
}
