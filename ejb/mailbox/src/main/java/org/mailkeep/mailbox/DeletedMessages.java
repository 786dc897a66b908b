package org.mailkeep.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// Messages that were deleted and are kept for a while, so that they can be restored. They count
/// for nobody's quota. Safe for many threads.
public final class DeletedMessages {
  /// Where messages go whose mailbox is gone, too.
  public static final String RESTORED = "Restored";

  private static final int PAGE = 500;

  private final StoredMailAccounts accounts;

  DeletedMessages(StoredMailAccounts accounts) {
    this.accounts = accounts;
  }

  /// The deleted messages of an account, those that came first first; damaged ones are left out.
  ///
  /// @param after the last one that is known, or 0
  /// @param limit entries wanted, at least 1
  public List<DeletedMessage> list(AccountId account, long after, int limit) {
    return scan(account, after, limit).stream()
        .flatMap(entry ->
            DeletedRecord.readable(entry.value()).stream().map(record -> record.shown(id(entry))))
        .toList();
  }

  private List<Entry> scan(AccountId account, long after, int limit) {
    byte[] from = Keys.of(account.value()).u64(after + 1).bytes();
    Range range = Range.within(MailKeys.account(account), from);
    return accounts.backend().store().scan(Subspace.DELETED, range, Direction.UP, limit);
  }

  private static EmailId id(Entry entry) {
    return new EmailId(Keys.u64(entry.key(), Long.BYTES));
  }

  /// Puts a message back into the mailbox that it was in last, into the one that has its name now,
  /// or into [#RESTORED]; with its octets, flags and internal date, under a new id.
  ///
  /// @return [FilingResult.Settled] when it is not, or no longer, among the deleted ones
  public FilingResult restore(AccountId account, EmailId email) {
    byte[] key = MailKeys.email(account, email);
    byte[] stored = accounts.backend().store().get(Subspace.DELETED, key);
    if (stored == null) {
      return new FilingResult.Settled();
    }
    DeletedRecord record = accounts.guard(account, () -> DeletedRecord.parse(stored));
    MailAccount opened = accounts.open(account);
    NewMessage message =
        new NewMessage(
            target(opened, record),
            new Content.Handed(record.blob(), record.size(), key),
            Structures.read(accounts.backend(), record.blob(), record.size()),
            record.flags().ofMessage(),
            Instant.ofEpochMilli(record.received()));
    return opened.file(
        List.of(message),
        (reader, batch) -> {
          byte[] now = reader.get(Subspace.DELETED, key);
          if (now != null) {
            batch.require(Subspace.DELETED, key, now).delete(Subspace.DELETED, key);
          }
          return now != null;
        });
  }

  private static MailboxId target(MailAccount account, DeletedRecord record) {
    Optional<Mailbox> known =
        account.mailbox(record.mailbox()).or(() -> account.find(record.path()));
    if (known.isPresent()) {
      return known.get().id();
    }
    return switch (account.create(RESTORED, null)) {
      case MailboxResult.Done(var made) -> {
        account.subscribe(made.path());
        yield made.id();
      }
      case MailboxResult.Exists(var there) -> there.id();
      case MailboxResult _ -> account.withRole(Role.INBOX).orElseThrow().id();
    };
  }

  /// Gives up those that were deleted before a time, and those that nobody can restore.
  ///
  /// @return how many
  long purge(AccountId account, Instant before) {
    AtomicLong gone = new AtomicLong();
    Pages.forEach(
        accounts.backend().store(),
        Subspace.DELETED,
        MailKeys.ofAccount(account),
        PAGE,
        page -> {
          List<byte[]> old = new ArrayList<>();
          for (Entry entry : page) {
            Optional<DeletedRecord> record = DeletedRecord.readable(entry.value());
            if (record.isEmpty() || record.get().deleted() < before.toEpochMilli()) {
              old.add(entry.key());
            }
          }
          if (!old.isEmpty()) {
            gone.addAndGet(accounts.write(account, work -> forget(work, old)));
          }
        });
    return gone.get();
  }

  private static long forget(Work work, List<byte[]> keys) {
    long gone = 0;
    List<byte @Nullable []> records = work.get(Subspace.DELETED, keys);
    for (int i = 0; i < keys.size(); i++) {
      byte[] record = records.get(i);
      if (record != null) {
        work.delete(Subspace.DELETED, keys.get(i));
        byte[] owner = keys.get(i);
        DeletedRecord.readable(record)
            .ifPresent(known -> work.backend().blobs().unlink(work.batch(), known.blob(), owner));
        gone++;
      }
    }
    return gone;
  }
}
