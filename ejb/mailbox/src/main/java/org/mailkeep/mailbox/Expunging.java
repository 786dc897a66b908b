package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Takes messages out of a mailbox and destroys those that are in no other; as many as one commit
/// takes.
///
/// @param all whether messages without `\Deleted` go too, as when their mailbox is deleted
record Expunging(MailboxId mailbox, UidSet uids, int from, boolean all)
    implements Operation<Progress<UidSet>> {

  @Override
  public Progress<UidSet> run(Work work) {
    if (work.state().anyMailbox(mailbox) == null) {
      return new Progress<>(UidSet.NONE, 0);
    }
    Rows rows = new Rows(work.view(mailbox), uids, from);
    List<Chunk.Row> some = new ArrayList<>();
    for (Chunk.Row row = rows.next(); row != null; row = rows.next()) {
      if (!all && !row.flags().has(SystemFlag.DELETED)) {
        continue;
      }
      if (some.size() == Progress.MESSAGES) {
        return new Progress<>(remove(work, some), row.uid());
      }
      some.add(row);
    }
    return new Progress<>(remove(work, some), 0);
  }

  private UidSet remove(Work work, List<Chunk.Row> rows) {
    if (rows.isEmpty()) {
      return UidSet.NONE;
    }
    List<byte[]> keys = new ArrayList<>(rows.size());
    rows.forEach(row -> keys.add(MailKeys.email(work.account(), new EmailId(row.email()))));
    List<byte @Nullable []> records = work.get(Subspace.EMAIL, keys);
    long number = work.nextChange();
    List<EmailRecord> emails = new ArrayList<>(rows.size());
    for (byte @Nullable [] record : records) {
      if (record != null) {
        emails.add(EmailRecord.parse(record));
      }
    }
    Threads.Members members = Threads.Members.of(work, emails);
    int next = 0;
    int[] gone = new int[rows.size()];
    for (int i = 0; i < gone.length; i++) {
      Chunk.Row row = rows.get(i);
      gone[i] = row.uid();
      work.remove(mailbox, row, number);
      if (records.get(i) != null) {
        leave(work, members, row, emails.get(next++));
      }
    }
    return UidSet.of(gone);
  }

  private void leave(Work work, Threads.Members members, Chunk.Row row, EmailRecord email) {
    byte[] key = MailKeys.email(work.account(), new EmailId(row.email()));
    List<StoredMessage.Place> places = new ArrayList<>(email.places());
    places.removeIf(place -> place.mailbox().equals(mailbox) && place.uid() == row.uid());
    if (!places.isEmpty()) {
      work.put(Subspace.EMAIL, key, email.in(places).record());
      return;
    }
    work.delete(Subspace.EMAIL, key);
    work.use(-1, -email.size());
    work.backend().blobs().unlink(work.batch(), email.blob(), key);
    leaveThread(work, members, row.email(), email);
  }

  private static void leaveThread(Work work, Threads.Members members, long id, EmailRecord email) {
    try {
      Threads.leave(work, members, email, id, Structures.of(work.backend(), email));
    } catch (StoreException.Corrupt _) {
      // A message whose octets or structure are lost must still be removable; its message ids
      // then stay behind.
    }
  }
}
