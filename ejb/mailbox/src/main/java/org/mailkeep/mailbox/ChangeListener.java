package org.mailkeep.mailbox;

import java.util.Set;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;

/// Told after a commit changed an account. Called by the committing thread: it must only wake
/// somebody and return.
@FunctionalInterface
public interface ChangeListener {
  /// @param upTo number of the last change; 0 when others changed what the account may do with
  ///   their mailboxes
  /// @param mailboxes where something changed; none when it was subscriptions or such rights
  void changed(AccountId account, long upTo, Set<MailboxId> mailboxes);

  /// A listener's registration; closing it ends the calls.
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
