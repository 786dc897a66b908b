package org.mailkeep.imap;

import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxStatus;
import org.mailkeep.mailbox.Right;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;

/// A mailbox that a client named: one of its own, or one of another account.
///
/// @param account whose it is, as the client sees it
/// @param mailbox with the path that the client knows
/// @param rights what the client may do with it
record Located(MailAccount account, Mailbox mailbox, AccessRights rights) {
  /// One of the client's own.
  static Located own(MailAccount account, Mailbox mailbox) {
    return new Located(account, mailbox, AccessRights.ALL);
  }

  /// The same with other children.
  Located withChildren(boolean some) {
    return mailbox.hasChildren() == some ? this : with(some, mailbox.status());
  }

  /// The same with other counts.
  Located with(MailboxStatus status) {
    return with(mailbox.hasChildren(), status);
  }

  private Located with(boolean children, MailboxStatus status) {
    return new Located(
        account,
        new Mailbox(
            mailbox.id(),
            mailbox.parent(),
            mailbox.name(),
            mailbox.path(),
            mailbox.role(),
            mailbox.subscribed(),
            children,
            status),
        rights);
  }

  MailboxId id() {
    return mailbox.id();
  }

  /// Insists on rights.
  ///
  /// @throws ReplyException when one is missing; who may not even know of the mailbox hears that
  ///   there is none (RFC 4314 §6)
  Located need(Right... needed) {
    for (Right right : needed) {
      if (!rights.has(right)) {
        throw rights.has(Right.LOOKUP)
            ? missing(right)
            : ReplyException.no(Code.Simple.NONEXISTENT, "No such mailbox");
      }
    }
    return this;
  }

  private static ReplyException missing(Right right) {
    return ReplyException.no(Code.Simple.NOPERM, refusal(right));
  }

  private static String refusal(Right right) {
    return "This takes the right " + right.letter() + " on the mailbox";
  }

  /// What a client hears that lacks a right (RFC 5530 §3).
  static Answer refused(Right right) {
    return Answer.no(Code.Simple.NOPERM, refusal(right));
  }
}
