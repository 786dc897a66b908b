package org.mailkeep.mailbox;

import java.util.List;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.kernel.ThreadId;

/// How filing messages ended.
public sealed interface FilingResult {
  /// All are durable, in the order in which they were given.
  record Filed(List<Message> messages) implements FilingResult {
    public Filed {
      messages = List.copyOf(messages);
    }
  }

  /// Where a message went.
  record Message(
      MailboxId mailbox, int uidValidity, int uid, EmailId email, ThreadId thread, long modSeq) {}

  /// A mailbox is not there; nothing was filed.
  record NoMailbox(MailboxId mailbox) implements FilingResult {}

  /// The account has no room; nothing was filed.
  record OverQuota(Quota quota) implements FilingResult {}

  /// The settlement said that there is nothing left to do; nothing was filed.
  record Settled() implements FilingResult {}
}
