package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.BlobIndex;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;

/// What is stored of one account, read once: messages and their places, octets and threads, and all
/// counters. Reads pages, holds a few numbers for each mailbox and the faults that it finds.
final class AccountCheck {
  static final String MESSAGES = "messages";
  static final String COUNTERS = "counters";
  private static final int PAGE = 100;
  private static final int MOST_FAULTS = 5_000;

  private final DataStore store;
  private final AccountId account;
  private final Verification verification;
  private final Map<Long, MailboxState> mailboxes = new HashMap<>();
  private final MailCount count = new MailCount();
  private final List<Fault> faults = new ArrayList<>();
  private boolean unreadable;

  /// @param mend null when nothing in the store can mend it
  record Fault(String check, String subject, String words, @Nullable Operation<Boolean> mend) {}

  AccountCheck(DataStore store, AccountId account, Verification verification) {
    this.store = store;
    this.account = account;
    this.verification = verification;
  }

  /// What is wrong, as far as no commit came between.
  List<Fault> faults() {
    readMailboxes();
    pages(Subspace.MEMBERSHIP, this::places);
    pages(Subspace.EMAIL, this::messages);
    pages(Subspace.DELETED, this::deleted);
    Pages.forEach(store, Subspace.THREAD, MailKeys.allThreadMembers(account), PAGE, this::members);
    compare();
    return faults;
  }

  private interface Page {
    void look(List<Entry> entries);
  }

  private void pages(Subspace space, Page work) {
    Pages.forEach(store, space, MailKeys.ofAccount(account), PAGE, work::look);
  }

  private void readMailboxes() {
    pages(
        Subspace.MAILBOX,
        page -> {
          for (Entry entry : page) {
            long id = Keys.u64(entry.key(), 8);
            try {
              mailboxes.put(id, MailboxState.parse(id, entry.value()));
            } catch (StoreException.Corrupt _) {
              lost("mailbox " + id + " of account " + account.value(), "its record is damaged");
            }
          }
        });
  }

  /// Places lead to messages that know of them.
  private void places(List<Entry> page) {
    List<Chunk.Row> rows = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    List<byte[]> keys = new ArrayList<>();
    for (Entry entry : page) {
      long id = Keys.u64(entry.key(), 8);
      int uid = MailKeys.uid(entry.key());
      try {
        Chunk.Row row = Membership.decode(uid, entry.value());
        MailboxState mailbox = mailboxes.get(id);
        if (mailbox != null) {
          count.place(id, mailbox.tally().recentFrom(), row);
        }
        rows.add(row);
        ids.add(id);
        keys.add(MailKeys.email(account, new EmailId(row.email())));
      } catch (StoreException.Corrupt _) {
        lost("UID " + uid + " of mailbox " + id + " of account " + account.value(), "is damaged");
      }
    }
    List<byte @Nullable []> records = store.get(Subspace.EMAIL, keys);
    for (int i = 0; i < rows.size(); i++) {
      Chunk.Row row = rows.get(i);
      MailboxId mailbox = new MailboxId(ids.get(i));
      EmailRecord record = parsed(records.get(i));
      boolean damaged = records.get(i) != null && record == null;
      boolean known =
          record != null && record.places().contains(new StoredMessage.Place(mailbox, row.uid()));
      if (!damaged && (!known || !mailboxes.containsKey(mailbox.value()))) {
        add(MESSAGES, new MailFault.NoMessage(mailbox, row.uid(), row.email()));
      }
    }
    verification.looked("places", page.size());
  }

  private static @Nullable EmailRecord parsed(byte @Nullable [] record) {
    try {
      return record == null ? null : EmailRecord.parse(record);
    } catch (StoreException.Corrupt _) {
      return null;
    }
  }

  /// Messages have places that know them, octets of their size with a link, and a thread.
  private void messages(List<Entry> page) {
    List<Long> ids = new ArrayList<>();
    List<EmailRecord> records = new ArrayList<>();
    for (Entry entry : page) {
      long id = Keys.u64(entry.key(), 8);
      EmailRecord record = parsed(entry.value());
      if (record == null) {
        lost(MailFault.message(account.value(), id), "its record is damaged");
      } else {
        count.message(id, record);
        ids.add(id);
        records.add(record);
      }
    }
    octets(ids, records);
    for (int i = 0; i < ids.size(); i++) {
      listed(ids.get(i), records.get(i));
    }
    threads(ids, records);
    verification.looked("messages", page.size());
  }

  private void octets(List<Long> ids, List<EmailRecord> records) {
    List<BlobHash> blobs = records.stream().map(EmailRecord::blob).toList();
    List<@Nullable Long> sizes = BlobIndex.sizes(store, blobs);
    List<byte[]> links = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      links.add(BlobIndex.link(blobs.get(i), MailKeys.email(account, new EmailId(ids.get(i)))));
    }
    List<byte @Nullable []> linked = store.get(Subspace.BLOB_LINK, links);
    for (int i = 0; i < ids.size(); i++) {
      String subject = MailFault.message(account.value(), ids.get(i));
      Long size = sizes.get(i);
      if (size == null) {
        lost(subject, "its octets are gone: there is no blob " + blobs.get(i));
      } else if (size != records.get(i).size()) {
        lost(subject, "has " + records.get(i).size() + " octets, its blob " + size);
      } else if (linked.get(i) == null) {
        add(MESSAGES, new MailFault.NoLink(ids.get(i), blobs.get(i)));
      }
    }
  }

  /// Deleted messages that can be restored have octets with a link.
  private void deleted(List<Entry> page) {
    List<Long> emails = new ArrayList<>();
    List<BlobHash> blobs = new ArrayList<>();
    List<byte[]> links = new ArrayList<>();
    for (Entry entry : page) {
      long email = Keys.u64(entry.key(), Long.BYTES);
      Optional<DeletedRecord> record = DeletedRecord.readable(entry.value());
      if (record.isPresent()) {
        emails.add(email);
        blobs.add(record.get().blob());
        links.add(BlobIndex.link(record.get().blob(), entry.key()));
      } else {
        String subject = MailFault.message(account.value(), email);
        add(new Fault(MESSAGES, subject, "was deleted, and its record is damaged", null));
      }
    }
    List<@Nullable Long> sizes = BlobIndex.sizes(store, blobs);
    List<byte @Nullable []> linked = store.get(Subspace.BLOB_LINK, links);
    for (int i = 0; i < emails.size(); i++) {
      if (sizes.get(i) == null || linked.get(i) == null) {
        add(MESSAGES, new MailFault.Unrestorable(emails.get(i), blobs.get(i)));
      }
    }
    verification.looked("deleted messages", page.size());
  }

  private void listed(long id, EmailRecord record) {
    if (record.places().isEmpty()) {
      add(MESSAGES, new MailFault.NoPlace(id, null));
      return;
    }
    List<byte[]> keys = new ArrayList<>();
    for (StoredMessage.Place place : record.places()) {
      keys.add(MailKeys.membership(account, place.mailbox(), place.uid()));
    }
    List<byte @Nullable []> rows = store.get(Subspace.MEMBERSHIP, keys);
    for (int i = 0; i < keys.size(); i++) {
      StoredMessage.Place place = record.places().get(i);
      byte[] row = rows.get(i);
      if (!mailboxes.containsKey(place.mailbox().value()) || row == null || !leadsTo(row, id)) {
        add(MESSAGES, new MailFault.NoPlace(id, place));
      }
    }
  }

  /// A row that cannot be read is told of where rows are read.
  private static boolean leadsTo(byte[] row, long email) {
    try {
      return Membership.decode(1, row).email() == email;
    } catch (StoreException.Corrupt _) {
      return true;
    }
  }

  private void threads(List<Long> ids, List<EmailRecord> records) {
    List<Integer> joined = new ArrayList<>();
    List<byte[]> keys = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      if (records.get(i).thread() != ids.get(i)) {
        joined.add(i);
        keys.add(MailKeys.threadMember(account, records.get(i).thread(), ids.get(i)));
      }
    }
    List<byte @Nullable []> members = store.get(Subspace.THREAD, keys);
    for (int i = 0; i < joined.size(); i++) {
      int at = joined.get(i);
      if (!Threads.isLive(members.get(i))) {
        add(MESSAGES, new MailFault.NoMember(ids.get(at), records.get(at).thread()));
      }
    }
  }

  /// Members of threads are there.
  private void members(List<Entry> page) {
    List<Entry> live = page.stream().filter(entry -> Threads.isLive(entry.value())).toList();
    List<byte[]> keys = new ArrayList<>();
    for (Entry entry : live) {
      keys.add(MailKeys.email(account, new EmailId(MailKeys.member(entry.key()))));
    }
    List<byte @Nullable []> records = store.get(Subspace.EMAIL, keys);
    for (int i = 0; i < live.size(); i++) {
      long thread = MailKeys.thread(live.get(i).key());
      EmailRecord record = parsed(records.get(i));
      boolean damaged = records.get(i) != null && record == null;
      if (!damaged && (record == null || record.thread() != thread)) {
        long member = MailKeys.member(live.get(i).key());
        add(MESSAGES, new MailFault.NoSuchMember(member, thread));
      }
    }
    verification.looked("members of threads", page.size());
  }

  /// Counters say what was counted. With records that cannot be read nobody knows what that is.
  private void compare() {
    byte[] stored = store.get(Subspace.ACCOUNT, MailKeys.account(account));
    if (stored == null || unreadable) {
      return;
    }
    long lastMailbox = 0;
    for (Map.Entry<Long, MailboxState> each : mailboxes.entrySet()) {
      Tally shows = each.getValue().tally();
      Tally should = count.corrected(each.getKey(), shows);
      if (!should.equals(shows)) {
        add(COUNTERS, new CountFault.OfMailbox(each.getValue().id(), shows, should));
      }
      count.change(shows.highestModSeq());
      lastMailbox = Math.max(lastMailbox, each.getKey());
    }
    store
        .scan(Subspace.CHANGE, MailKeys.ofAccount(account), Direction.DOWN, 1)
        .forEach(entry -> count.change(Keys.u64(entry.key(), 8)));
    Counters shows = Counters.parse(stored);
    Counters should = count.corrected(shows).mailboxesUpTo(lastMailbox);
    if (!should.equals(shows)) {
      add(COUNTERS, new CountFault.OfAccount(shows, should));
    }
  }

  private void add(String check, MailFault fault) {
    add(new Fault(check, fault.subject(account.value()), fault.words(), fault));
  }

  private void add(String check, CountFault fault) {
    add(new Fault(check, fault.subject(account.value()), fault.words(), fault));
  }

  private void lost(String subject, String words) {
    unreadable = true;
    add(new Fault(MESSAGES, subject, words, null));
  }

  private void add(Fault fault) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(fault);
    }
  }
}
