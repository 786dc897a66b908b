package org.mailkeep.imap;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.Answer;

/// An answer that is made when its first part is asked for, so that what may fail comes after what
/// is to be told in any case.
final class LateAnswer implements LongAnswer {
  private final Supplier<LongAnswer> making;
  private @Nullable LongAnswer made;

  LateAnswer(Supplier<LongAnswer> making) {
    this.making = making;
  }

  @Override
  public Answer next() {
    LongAnswer answer = made;
    if (answer == null) {
      answer = making.get();
      made = answer;
    }
    return answer.next();
  }

  @Override
  public void abandon() {
    if (made != null) {
      made.abandon();
    }
  }
}
