package org.mailkeep.mailbox;

import java.util.List;
import org.mailkeep.kernel.MailboxId;

/// How COPY or MOVE ended.
public sealed interface CopyResult {
  /// Done; source and target UIDs in the same order (RFC 4315 §3 `COPYUID`). UIDs that were not
  /// there are left out.
  ///
  /// @param uidValidity of the target
  record Copied(int uidValidity, List<Integer> from, List<Integer> to) implements CopyResult {
    public Copied {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /// A mailbox is not there (RFC 5530 `TRYCREATE` for the target).
  record NoMailbox(MailboxId mailbox) implements CopyResult {}

  /// The account has no room; nothing was copied.
  record OverQuota(Quota quota) implements CopyResult {}
}
