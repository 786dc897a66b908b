package org.mailkeep.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.ThreadId;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// What is stored of messages, without opening the account they belong to. Safe for many threads.
public final class StoredMessages {
  private final MailBackend backend;

  public StoredMessages(MailBackend backend) {
    this.backend = backend;
  }

  /// What is stored of messages; those that are gone are left out.
  ///
  /// @throws org.mailkeep.store.api.StoreException when it cannot be read
  public Map<EmailId, StoredMessage> of(AccountId account, Collection<EmailId> emails) {
    List<byte[]> keys = emails.stream().map(email -> MailKeys.email(account, email)).toList();
    List<byte @Nullable []> records = backend.store().get(Subspace.EMAIL, keys);
    Map<EmailId, StoredMessage> found = new LinkedHashMap<>();
    int at = 0;
    for (EmailId email : emails) {
      byte[] record = records.get(at++);
      if (record != null) {
        found.put(email, message(email, EmailRecord.parse(record)));
      }
    }
    return found;
  }

  /// Those of some messages that are there.
  public List<EmailId> emails(AccountId account, Collection<EmailId> emails) {
    List<EmailId> all = List.copyOf(emails);
    List<byte @Nullable []> records =
        backend
            .store()
            .get(
                Subspace.EMAIL, all.stream().map(email -> MailKeys.email(account, email)).toList());
    List<EmailId> found = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (records.get(i) != null) {
        found.add(all.get(i));
      }
    }
    return found;
  }

  /// The messages of an account behind one, in order.
  public List<EmailId> emails(AccountId account, long after, int limit) {
    byte[] prefix = MailKeys.account(account);
    Range range = Range.within(prefix, Keys.of(account.value()).u64(after + 1).bytes());
    return backend.store().scan(Subspace.EMAIL, range, Direction.UP, limit).stream()
        .map(entry -> new EmailId(Keys.u64(entry.key(), Long.BYTES)))
        .toList();
  }

  /// The accounts behind one that have mailboxes, in order.
  public List<AccountId> accounts(long after, int limit) {
    Range range = new Range(Keys.of(after + 1).bytes(), null);
    return backend.store().scan(Subspace.ACCOUNT, range, Direction.UP, limit).stream()
        .map(entry -> new AccountId(Keys.u64(entry.key(), 0)))
        .toList();
  }

  private StoredMessage message(EmailId email, EmailRecord record) {
    return new StoredMessage(
        email,
        record.blob(),
        record.size(),
        new ThreadId(record.thread()),
        Instant.ofEpochMilli(record.received()),
        record.places(),
        Structures.of(backend, record));
  }
}
