package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Takes messages out of a mailbox and destroys those that are in no other; as many as one commit
/// takes.
record Expunging(MailboxId mailbox, UidSet uids, int from, Removal removal)
    implements Operation<Progress<UidSet>> {
  /// Records that are read at a time.
  private static final int READ = 64;

  @Override
  public Progress<UidSet> run(Work work) {
    if (work.state().anyMailbox(mailbox) == null) {
      return new Progress<>(UidSet.NONE, 0);
    }
    Rows rows = new Rows(work.view(mailbox), uids, from);
    List<Chunk.Row> some = new ArrayList<>();
    Chunk.Row row = next(rows);
    while (row != null && some.size() < Progress.MESSAGES) {
      some.add(row);
      row = next(rows);
    }
    List<byte @Nullable []> records = records(work, some);
    if (records.size() < some.size()) {
      row = some.get(records.size());
    }
    UidSet gone = remove(work, some.subList(0, records.size()), records);
    return new Progress<>(gone, row == null ? 0 : row.uid());
  }

  private Chunk.@Nullable Row next(Rows rows) {
    Chunk.Row row = rows.next();
    while (row != null && !removal.concerns(row)) {
      row = rows.next();
    }
    return row;
  }

  /// What is stored of the first messages, as many as one commit reads.
  private static List<byte @Nullable []> records(Work work, List<Chunk.Row> rows) {
    List<byte @Nullable []> records = new ArrayList<>(rows.size());
    long octets = 0;
    while (records.size() < rows.size() && octets < Progress.OCTETS) {
      int end = Math.min(rows.size(), records.size() + READ);
      List<byte[]> keys = new ArrayList<>(READ);
      for (Chunk.Row row : rows.subList(records.size(), end)) {
        keys.add(MailKeys.email(work.account(), new EmailId(row.email())));
      }
      for (byte @Nullable [] record : work.get(Subspace.EMAIL, keys)) {
        records.add(record);
        octets += record == null ? 0 : record.length;
      }
    }
    return records;
  }

  private UidSet remove(Work work, List<Chunk.Row> rows, List<byte @Nullable []> records) {
    if (rows.isEmpty()) {
      return UidSet.NONE;
    }
    long number = work.nextChange();
    List<EmailRecord> emails = new ArrayList<>(rows.size());
    List<Long> ids = new ArrayList<>(rows.size());
    for (int i = 0; i < records.size(); i++) {
      byte[] record = records.get(i);
      if (record != null) {
        emails.add(EmailRecord.parse(record));
        ids.add(rows.get(i).email());
      }
    }
    Threads.Members members = Threads.Members.of(work, ids, emails);
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
    SeenEdit.forget(work, mailbox, gone, number);
    return UidSet.of(gone);
  }

  private void leave(Work work, Threads.Members members, Chunk.Row row, EmailRecord email) {
    if (email.isPlural()) {
      byte[] record =
          work.get(Subspace.EMAIL, MailKeys.email(work.account(), new EmailId(row.email())));
      email = record == null ? email : EmailRecord.parse(record); // it may have left other places
    }
    List<StoredMessage.Place> places = new ArrayList<>(email.places());
    places.removeIf(place -> place.mailbox().equals(mailbox) && place.uid() == row.uid());
    if (!places.isEmpty()) {
      work.place(new EmailId(row.email()), email, places);
      return;
    }
    byte[] key = MailKeys.email(work.account(), new EmailId(row.email()));
    work.delete(Subspace.EMAIL, key);
    IndexJournal.removed(
        work.batch(), work.account(), new EmailId(row.email()), work.backend().clock().millis());
    work.use(-1, -email.size());
    MessageStructure structure = structure(work, email);
    if (structure != null) {
      Threads.leave(work, members, email, row.email(), structure);
    }
    if (removal.isRestorable() && work.backend().limits().keepsDeleted()) {
      work.put(Subspace.DELETED, key, deleted(work, row, email, structure).record());
    } else {
      work.backend().blobs().unlink(work.batch(), email.blob(), key);
    }
  }

  private DeletedRecord deleted(
      Work work, Chunk.Row row, EmailRecord email, @Nullable MessageStructure structure) {
    return DeletedRecord.of(
        email,
        row.flags(),
        new StoredMessage.Place(mailbox, row.uid()),
        new DeletedRecord.Past(
            work.state().path(mailbox),
            work.backend().clock().millis(),
            structure == null ? null : structure.envelope()));
  }

  /// A message whose octets or structure are lost must still be removable; its message ids then
  /// stay behind.
  private static @Nullable MessageStructure structure(Work work, EmailRecord email) {
    try {
      return Structures.of(work.backend(), email);
    } catch (StoreException.Corrupt _) {
      return null;
    }
  }
}
