package org.mailkeep.imap;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;

/// How many messages one command works on (RFC 9738).
///
/// @param messages of FETCH, SEARCH, STORE, COPY, MOVE and the like; empty for no limit
/// @param saved of COPY and APPEND, which are done in one piece; empty for no other limit
public record MessageLimits(Optional<Integer> messages, Optional<Integer> saved) {
  /// No limits.
  public static final MessageLimits NONE = new MessageLimits(Optional.empty(), Optional.empty());

  /// Whether a command may work on so many messages.
  boolean allows(int count) {
    return messages.isEmpty() || count <= messages.get();
  }

  /// What a command works on.
  ///
  /// @param code what its OK says when that is not all; or null
  record Part(Indexes messages, @Nullable Code code) {}

  /// The messages that a command works on: the last ones when they are too many (RFC 9738 §3.1).
  Part within(Indexes wanted, MailboxView view) {
    if (messages.isEmpty() || allows(wanted.count())) {
      return new Part(wanted, null);
    }
    Indexes last = wanted.tail(messages.get());
    return new Part(last, new Code.MessageLimit(messages.get(), view.uid(last.first(0))));
  }

  /// The refusal of so many messages by a command that does all or nothing.
  Optional<Answer> refusal(int count) {
    Optional<Integer> limit = messages.isPresent() ? messages : saved;
    return limit
        .filter(most -> count > most)
        .map(most ->
            Answer.no(new Code.MessageLimit(most, 0), "Too many messages, try a smaller subset"));
  }
}
