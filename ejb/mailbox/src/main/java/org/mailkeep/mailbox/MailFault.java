package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.BlobIndex;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Something in the records of an account that does not fit, and how it is mended: as an operation
/// in the account's lane, so that caches, other nodes and clients hear of it as of any change. Each
/// looks again first; what fits meanwhile is left alone.
sealed interface MailFault extends Operation<Boolean> {
  /// What it is about.
  String subject(long account);

  /// What is wrong, readable.
  String words();

  static String message(long account, long email) {
    return "message " + email + " of account " + account;
  }

  private static String mailboxOf(long account, MailboxId mailbox) {
    return "mailbox " + mailbox.value() + " of account " + account;
  }

  private static @Nullable EmailRecord read(Work work, long email) {
    byte[] stored = work.get(Subspace.EMAIL, MailKeys.email(work.account(), new EmailId(email)));
    return stored == null ? null : EmailRecord.parse(stored);
  }

  private static Chunk.@Nullable Row row(Work work, MailboxId mailbox, int uid) {
    byte[] stored =
        work.get(Subspace.MEMBERSHIP, MailKeys.membership(work.account(), mailbox, uid));
    return stored == null ? null : Membership.decode(uid, stored);
  }

  /// A mailbox lists a message that is not there, or that does not know of the place. It goes from
  /// the mailbox.
  record NoMessage(MailboxId mailbox, int uid, long email) implements MailFault {
    @Override
    public String subject(long account) {
      return mailboxOf(account, mailbox);
    }

    @Override
    public String words() {
      return "lists message " + email + " as UID " + uid + ", which is not there";
    }

    @Override
    public Boolean run(Work work) {
      Chunk.Row row = row(work, mailbox, uid);
      EmailRecord record = read(work, email);
      boolean known =
          record != null && record.places().contains(new StoredMessage.Place(mailbox, uid));
      if (row == null || row.email() != email || known) {
        return false;
      }
      if (work.state().anyMailbox(mailbox) == null) {
        work.delete(Subspace.MEMBERSHIP, MailKeys.membership(work.account(), mailbox, uid));
        work.nextChange();
      } else {
        work.remove(mailbox, row, work.nextChange());
      }
      return true;
    }
  }

  /// A message is in a place that no mailbox knows, or nowhere. It gets a place under a new UID, in
  /// the same mailbox or else in the inbox, unless it is there already.
  record NoPlace(long email, StoredMessage.@Nullable Place place) implements MailFault {
    @Override
    public String subject(long account) {
      return message(account, email);
    }

    @Override
    public String words() {
      return place == null
          ? "is in no mailbox"
          : "is not listed by mailbox " + place.mailbox().value() + " as UID " + place.uid();
    }

    @Override
    public Boolean run(Work work) {
      EmailRecord record = read(work, email);
      if (record == null || !lacks(work, record)) {
        return false;
      }
      List<StoredMessage.Place> places = new ArrayList<>(record.places());
      places.remove(place);
      MailboxState target = target(work);
      if (places.stream().anyMatch(other -> other.mailbox().equals(target.id()))) {
        work.nextChange();
        work.place(new EmailId(email), record, places);
        return true;
      }
      int uid = target.tally().uidNext();
      places.add(new StoredMessage.Place(target.id(), uid));
      work.place(new EmailId(email), record, places);
      work.append(
          target.id(),
          Chunk.Row.of(
              uid,
              email,
              record,
              work.backend().clock().millis(),
              flags(work, places),
              work.nextChange()));
      return true;
    }

    /// Those that it has elsewhere.
    private static Flags flags(Work work, List<StoredMessage.Place> places) {
      Chunk.Row row =
          places.size() < 2
              ? null
              : row(work, places.getFirst().mailbox(), places.getFirst().uid());
      return FlagsPool.intern(row == null ? Flags.NONE : row.flags().ofMessage());
    }

    private boolean lacks(Work work, EmailRecord record) {
      if (place == null) {
        return record.places().isEmpty();
      }
      Chunk.Row row = row(work, place.mailbox(), place.uid());
      boolean listed =
          row != null && row.email() == email && work.state().anyMailbox(place.mailbox()) != null;
      return record.places().contains(place) && !listed;
    }

    private MailboxState target(Work work) {
      MailboxState same = place == null ? null : work.state().anyMailbox(place.mailbox());
      return same != null
          ? same
          : Objects.requireNonNull(work.state().withRole(Role.INBOX), "an account has an inbox");
    }
  }

  /// No note says that a message owns its octets, so a purge would delete them. The note is
  /// written.
  record NoLink(long email, BlobHash blob) implements MailFault {
    @Override
    public String subject(long account) {
      return message(account, email);
    }

    @Override
    public String words() {
      return "owns blob " + blob + " without a link; a purge would delete it";
    }

    @Override
    public Boolean run(Work work) {
      EmailRecord record = read(work, email);
      byte[] owner = MailKeys.email(work.account(), new EmailId(email));
      if (record == null
          || !record.blob().equals(blob)
          || BlobIndex.linked(work.backend().store(), blob, owner)) {
        return false;
      }
      try {
        work.backend().blobs().link(work.batch(), blob, owner);
      } catch (StoreException.Corrupt _) {
        return false; // it is gone meanwhile: a later look tells
      }
      work.nextChange();
      return true;
    }
  }

  /// A deleted message that could be restored has lost its octets or the note that it owns them.
  /// The note is written; without octets it cannot be restored any more.
  record Unrestorable(long email, BlobHash blob) implements MailFault {
    @Override
    public String subject(long account) {
      return message(account, email);
    }

    @Override
    public String words() {
      return "was deleted and cannot be restored: blob " + blob + " is gone or not linked to it";
    }

    @Override
    public Boolean run(Work work) {
      byte[] key = MailKeys.email(work.account(), new EmailId(email));
      if (work.get(Subspace.DELETED, key) == null
          || BlobIndex.linked(work.backend().store(), blob, key)) {
        return false;
      }
      try {
        work.backend().blobs().link(work.batch(), blob, key);
      } catch (StoreException.Corrupt _) {
        work.delete(Subspace.DELETED, key);
      }
      work.nextChange();
      return true;
    }
  }

  /// A message is not noted as a member of its thread. It is.
  record NoMember(long email, long thread) implements MailFault {
    @Override
    public String subject(long account) {
      return message(account, email);
    }

    @Override
    public String words() {
      return "is not noted as a member of its thread " + thread;
    }

    @Override
    public Boolean run(Work work) {
      EmailRecord record = read(work, email);
      byte[] key = MailKeys.threadMember(work.account(), thread, email);
      if (record == null
          || record.thread() != thread
          || Threads.isLive(work.get(Subspace.THREAD, key))) {
        return false;
      }
      Threads.join(work, thread, email);
      work.nextChange();
      return true;
    }
  }

  /// A thread notes a member that is not there. It goes from the thread.
  record NoSuchMember(long email, long thread) implements MailFault {
    @Override
    public String subject(long account) {
      return "thread " + thread + " of account " + account;
    }

    @Override
    public String words() {
      return "notes message " + email + " as a member, which is not";
    }

    @Override
    public Boolean run(Work work) {
      EmailRecord record = read(work, email);
      byte[] key = MailKeys.threadMember(work.account(), thread, email);
      boolean member = record != null && record.thread() == thread;
      if (member || !Threads.isLive(work.get(Subspace.THREAD, key))) {
        return false;
      }
      work.delete(Subspace.THREAD, key);
      work.nextChange();
      return true;
    }
  }
}
