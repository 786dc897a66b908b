package org.mailkeep.mailbox;

import java.util.HashMap;
import java.util.Map;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// Reads who else uses an account's mailboxes; only for accounts of which it is known that others
/// do.
final class SharingReader {
  private final Map<Long, Sharing> byMailbox = new HashMap<>();

  private SharingReader() {}

  static SharingReader read(Reader reader, AccountId account) {
    SharingReader all = new SharingReader();
    for (Entry entry : AccountState.all(reader, Subspace.ACL, MailKeys.acls(account))) {
      long mailbox = Keys.u64(entry.key(), 9);
      all.byMailbox.put(mailbox, all.of(mailbox).with(Acl.parse(entry.value())));
    }
    for (Entry entry : AccountState.all(reader, Subspace.SEEN, MailKeys.seenMarks(account))) {
      long mailbox = Keys.u64(entry.key(), 9);
      AccountId user = new AccountId(Keys.u64(entry.key(), 17));
      all.byMailbox.put(mailbox, all.of(mailbox).with(user, SeenMark.parse(entry.value())));
    }
    return all;
  }

  Sharing of(MailboxId mailbox) {
    return of(mailbox.value());
  }

  private Sharing of(long mailbox) {
    return byMailbox.getOrDefault(mailbox, Sharing.NONE);
  }
}
