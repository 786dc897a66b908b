package org.mailkeep.wire.pop3;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One bounded part of the answer to a command: replies in order, and what follows them.
public record Answer(List<Reply> replies, Then then) {
  /// What follows the replies.
  public enum Then {
    /// The next command.
    DONE,
    /// There is more of this answer: ask with [Pop3Listener#next].
    MORE,
    /// The exchange of AUTH, which was allowed.
    EXCHANGE,
    /// The connection ends.
    CLOSE
  }

  /// @throws NullPointerException when an element is null
  public Answer {
    replies = List.copyOf(replies);
  }

  /// Only `+OK`.
  public static Answer ok(String text) {
    return new Answer(List.of(new Reply.Ok(text)), Then.DONE);
  }

  /// Only `-ERR`.
  public static Answer err(@Nullable Code code, String text) {
    return new Answer(List.of(new Reply.Err(code, text)), Then.DONE);
  }

  /// A whole listing: `+OK`, rows, the dot.
  public static Answer rows(String text, List<String> rows) {
    List<Reply> replies = new ArrayList<>(rows.size() + 2);
    replies.add(new Reply.Ok(text));
    rows.forEach(row -> replies.add(new Reply.Row(row)));
    replies.add(new Reply.End());
    return new Answer(replies, Then.DONE);
  }

  /// The same, and the connection ends.
  public Answer close() {
    return new Answer(replies, Then.CLOSE);
  }
}
