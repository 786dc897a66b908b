package org.mailkeep.mailbox;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Subspace;

/// Files a message and removes the one that it replaces, in one commit. The quota sees only the
/// difference (RFC 8508 §3.4).
///
/// @param reader whose `\Seen` the message may have; null when it is the owner's
record Replacing(MailboxId from, int uid, NewMessage message, @Nullable AccountId reader)
    implements Operation<Optional<FilingResult>> {

  @Override
  public Optional<FilingResult> run(Work work) {
    if (work.state().mailbox(message.mailbox()) == null) {
      return Optional.of(new FilingResult.NoMailbox(message.mailbox()));
    }
    MailboxView view = work.state().mailbox(from) == null ? null : work.view(from);
    int index = view == null ? -1 : view.indexOf(uid);
    if (view == null || index < 0) {
      return Optional.empty();
    }
    Quota quota = work.quota();
    long size = message.content().size();
    boolean fits =
        staysElsewhere(work, view.email(index))
            ? quota.accepts(size, 1)
            : quota.accepts(size - view.size(index), 0);
    if (!fits) {
      return Optional.of(new FilingResult.OverQuota(quota));
    }
    new Expunging(from, UidSet.of(uid), 1, Removal.ALL).run(work);
    return Optional.of(new Filing(List.of(message), Settlement.NONE, reader).run(work));
  }

  /// Whether the message is in another mailbox, too, and so frees nothing.
  private static boolean staysElsewhere(Work work, EmailId email) {
    if (work.state().counters().plural() == 0) {
      return false;
    }
    byte[] record = work.get(Subspace.EMAIL, MailKeys.email(work.account(), email));
    return record != null && EmailRecord.parse(record).isPlural();
  }
}
