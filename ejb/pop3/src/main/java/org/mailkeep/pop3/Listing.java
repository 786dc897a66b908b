package org.mailkeep.pop3;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Reply;

/// One row for each message that is not marked, told in bounded parts.
final class Listing {
  /// Rows of one part.
  private static final int ROWS = 1_000;

  private final Maildrop maildrop;
  private final IntFunction<Reply> row;
  private final String title;
  private int next = 1;

  /// @param title behind `+OK`
  /// @param row of a message
  Listing(Maildrop maildrop, String title, IntFunction<Reply> row) {
    this.maildrop = maildrop;
    this.row = row;
    this.title = title;
  }

  /// The next part.
  Answer next() {
    List<Reply> replies = new ArrayList<>();
    if (next == 1) {
      replies.add(new Reply.Ok(title));
    }
    int end = (int) Math.min(maildrop.count() + 1L, next + (long) ROWS);
    for (; next < end; next++) {
      if (maildrop.has(next)) {
        replies.add(row.apply(next));
      }
    }
    if (next <= maildrop.count()) {
      return new Answer(replies, Answer.Then.MORE);
    }
    replies.add(new Reply.End());
    return new Answer(replies, Answer.Then.DONE);
  }
}
