package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Subspace;

/// Finds messages that are in one of some mailboxes already. A message id leads to the thread of
/// the messages that have it, so nothing but the thread is looked at.
record Duplicates(MailBackend backend, AccountId account, Set<MailboxId> mailboxes) {
  private static final int PAGE = 256;

  /// Whether there is one like this.
  boolean any(MessageStructure message, long size) {
    byte[] key = Threads.ownKey(account, message);
    byte[] known = key == null ? null : backend.store().get(Subspace.THREAD, key);
    if (known == null) {
      return false;
    }
    long thread = Keys.u64(known, 0);
    AtomicBoolean found = new AtomicBoolean(isAny(List.of(thread), message, size));
    if (!found.get()) {
      Pages.forEach(
          backend.store(),
          Subspace.THREAD,
          MailKeys.threadMembers(account, thread),
          PAGE,
          page -> found.set(found.get() || isAny(members(page), message, size)));
    }
    return found.get();
  }

  private static List<Long> members(List<Entry> page) {
    List<Long> members = new ArrayList<>();
    for (Entry entry : page) {
      if (Threads.isLive(entry.value())) {
        members.add(MailKeys.member(entry.key()));
      }
    }
    return members;
  }

  private boolean isAny(List<Long> emails, MessageStructure message, long size) {
    List<byte[]> keys =
        emails.stream().map(email -> MailKeys.email(account, new EmailId(email))).toList();
    for (byte @Nullable [] record : backend.store().get(Subspace.EMAIL, keys)) {
      if (record != null && isSame(EmailRecord.parse(record), message, size)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSame(EmailRecord record, MessageStructure message, long size) {
    return record.size() == size
        && record.places().stream().anyMatch(place -> mailboxes.contains(place.mailbox()))
        && Objects.equals(
            Structures.of(backend, record).envelope().messageId(), message.envelope().messageId());
  }
}
