package org.mailkeep.mailbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// What the counters of an account should be, counted from its records.
final class MailCount {
  private static final int PAGE = 500;

  /// Of each mailbox that has a message.
  private final Map<Long, Sum> mailboxes = new HashMap<>();

  private long messages;
  private long bytes;
  private long plural;
  private long lastEmail;
  private long lastChange;

  /// Of one mailbox.
  private static final class Sum {
    private int messages;
    private int unseen;
    private int deleted;
    private int recent;
    private long bytes;
    private int lastUid;
    private long lastChange;
  }

  /// Counts a place of a message.
  void place(long mailbox, int recentFrom, Chunk.Row row) {
    Sum sum = mailboxes.computeIfAbsent(mailbox, _ -> new Sum());
    sum.messages++;
    sum.unseen += row.flags().has(SystemFlag.SEEN) ? 0 : 1;
    sum.deleted += row.flags().has(SystemFlag.DELETED) ? 1 : 0;
    sum.recent += row.uid() >= recentFrom ? 1 : 0;
    sum.bytes += row.size();
    sum.lastUid = Math.max(sum.lastUid, row.uid());
    sum.lastChange = Math.max(sum.lastChange, row.modSeq());
    lastChange = Math.max(lastChange, row.modSeq());
  }

  /// Counts a message.
  void message(long email, EmailRecord record) {
    messages++;
    bytes += record.size();
    plural += record.isPlural() ? 1 : 0;
    lastEmail = Math.max(lastEmail, email);
  }

  /// Takes note of a change that was given.
  void change(long number) {
    lastChange = Math.max(lastChange, number);
  }

  /// What a mailbox's counters should be.
  Tally corrected(long mailbox, Tally now) {
    Sum sum = mailboxes.getOrDefault(mailbox, new Sum());
    return new Tally(
        now.uidValidity(),
        Math.max(now.uidNext(), sum.lastUid + 1),
        Math.max(now.highestModSeq(), sum.lastChange),
        sum.messages,
        sum.unseen,
        sum.deleted,
        sum.recent,
        sum.bytes,
        now.recentFrom());
  }

  /// What the account's counters should be.
  Counters corrected(Counters now) {
    return new Counters(
        Math.max(now.lastChange(), lastChange),
        Math.max(now.lastEmail(), lastEmail),
        now.lastMailbox(),
        now.lastUidValidity(),
        messages,
        bytes,
        now.firstChange(),
        plural);
  }

  /// Counts one mailbox.
  static MailCount ofMailbox(Reader reader, AccountId account, MailboxId mailbox, int recentFrom) {
    var count = new MailCount();
    Pages.forEach(
        reader,
        Subspace.MEMBERSHIP,
        MailKeys.memberships(account, mailbox),
        PAGE,
        page -> {
          for (Entry entry : page) {
            int uid = MailKeys.uid(entry.key());
            count.place(mailbox.value(), recentFrom, Membership.decode(uid, entry.value()));
          }
        });
    return count;
  }

  /// Counts all messages of an account.
  static MailCount ofMessages(Reader reader, AccountId account) {
    var count = new MailCount();
    Pages.forEach(
        reader,
        Subspace.EMAIL,
        MailKeys.ofAccount(account),
        PAGE / 5,
        page -> {
          for (Entry entry : page) {
            count.message(Keys.u64(entry.key(), 8), EmailRecord.parse(entry.value()));
          }
        });
    List<Entry> last = reader.scan(Subspace.CHANGE, MailKeys.ofAccount(account), Direction.DOWN, 1);
    last.forEach(entry -> count.change(Keys.u64(entry.key(), 8)));
    return count;
  }
}
