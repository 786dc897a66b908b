package org.mailkeep.mailbox;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.MailboxId;

/// An entry of an account's change log.
///
/// @param number of the change; entries of one change share it
/// @param id of an email, mailbox or thread, by type
/// @param mailbox for emails the mailbox in which it happened, else null
/// @param uid for emails the UID in that mailbox, else 0
public record Change(
    long number, Type type, long id, Kind kind, @Nullable MailboxId mailbox, int uid) {
  /// Of what.
  public enum Type {
    /// A message in a mailbox.
    EMAIL,
    /// A mailbox.
    MAILBOX,
    /// A thread.
    THREAD
  }

  /// What happened.
  public enum Kind {
    /// It is new there.
    CREATED,
    /// It is different.
    UPDATED,
    /// It is no longer there.
    DESTROYED
  }
}
