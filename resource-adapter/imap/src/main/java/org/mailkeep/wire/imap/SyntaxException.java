package org.mailkeep.wire.imap;

import org.jspecify.annotations.Nullable;

/// A command that is not understood: becomes a tagged BAD, or NO where an RFC wants that.
final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Answer.Tagged reply;

  SyntaxException(String text) {
    this(Answer.Condition.BAD, null, text);
  }

  SyntaxException(Answer.Condition condition, @Nullable Code code, String text) {
    super(text, null, false, false);
    this.reply = new Answer.Tagged(condition, code, text);
  }

  /// What the client is told.
  Answer.Tagged reply() {
    return reply;
  }
}
