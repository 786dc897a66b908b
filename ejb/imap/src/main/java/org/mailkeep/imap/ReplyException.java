package org.mailkeep.imap;

import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;

/// An expected failure found deep inside a command: carries the command's reply. Caught in one
/// place, around each command.
final class ReplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  private ReplyException(Answer answer, String text) {
    super(text, null, false, false);
    this.answer = answer;
  }

  static ReplyException no(@Nullable Code code, String text) {
    return new ReplyException(Answer.no(code, text), text);
  }

  static ReplyException bad(String text) {
    return new ReplyException(Answer.bad(null, text), text);
  }

  Answer answer() {
    return answer;
  }
}
