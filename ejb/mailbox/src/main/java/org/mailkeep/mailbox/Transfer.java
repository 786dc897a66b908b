package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Copies or moves messages; as many as one commit takes. COPY makes new messages on the same
/// blobs, MOVE gives the same message another place.
record Transfer(MailboxId from, UidSet uids, int fromUid, MailboxId to, boolean moves)
    implements Operation<Progress<CopyResult>> {

  @Override
  public Progress<CopyResult> run(Work work) {
    for (MailboxId mailbox : List.of(from, to)) {
      if (work.state().mailbox(mailbox) == null) {
        return new Progress<>(new CopyResult.NoMailbox(mailbox), 0);
      }
    }
    Rows rows = new Rows(work.view(from), uids, fromUid);
    List<Chunk.Row> some = new ArrayList<>();
    Chunk.Row row = rows.next();
    while (row != null && some.size() < Progress.MESSAGES) {
      some.add(row);
      row = rows.next();
    }
    if (!moves) {
      Quota quota = work.quota();
      if (!quota.accepts(bytes(some), some.size())) {
        return new Progress<>(new CopyResult.OverQuota(quota), 0);
      }
    }
    return transfer(work, some, row == null ? 0 : row.uid());
  }

  private Progress<CopyResult> transfer(Work work, List<Chunk.Row> rows, int next) {
    List<byte[]> keys = new ArrayList<>(rows.size());
    rows.forEach(row -> keys.add(MailKeys.email(work.account(), new EmailId(row.email()))));
    List<byte @Nullable []> records = work.get(Subspace.EMAIL, keys);
    List<Integer> sources = new ArrayList<>(rows.size());
    List<Integer> targets = new ArrayList<>(rows.size());
    int uidValidity = work.tally(to).uidValidity();
    long octets = 0;
    for (int i = 0; i < rows.size(); i++) {
      Chunk.Row row = rows.get(i);
      byte[] record = records.get(i);
      if (record == null) {
        throw new StoreException.Corrupt("message " + row.email() + " is not there");
      }
      octets += record.length;
      if (octets > Progress.OCTETS && i > 0) {
        return done(work, uidValidity, sources, targets, row.uid());
      }
      EmailRecord email = EmailRecord.parse(record);
      sources.add(row.uid());
      targets.add(moves ? move(work, row, email) : copy(work, row, email));
    }
    return done(work, uidValidity, sources, targets, next);
  }

  private Progress<CopyResult> done(
      Work work, int uidValidity, List<Integer> sources, List<Integer> targets, int next) {
    if (moves && !work.sharing(from).seen().isEmpty()) {
      int[] left = sources.stream().mapToInt(Integer::intValue).toArray();
      int[] came = targets.stream().mapToInt(Integer::intValue).toArray();
      SeenEdit.move(work, from, left, to, came, work.state().counters().lastChange());
    }
    return new Progress<>(new CopyResult.Copied(uidValidity, sources, targets), next);
  }

  private static long bytes(List<Chunk.Row> rows) {
    return rows.stream().mapToLong(Chunk.Row::size).sum();
  }

  private int copy(Work work, Chunk.Row row, EmailRecord email) {
    EmailId copy = work.nextEmail();
    Threads.join(work, email.thread(), copy.value());
    Filing.EmailDraft draft =
        new Filing.EmailDraft(
            email.blob(),
            email.size(),
            email.thread(),
            email.received(),
            email.structure(),
            row.flags());
    work.backend().blobs().link(work.batch(), email.blob(), MailKeys.email(work.account(), copy));
    return draft.add(work, copy, to).uid();
  }

  private int move(Work work, Chunk.Row row, EmailRecord email) {
    long number = work.nextChange();
    List<StoredMessage.Place> places = new ArrayList<>(email.places());
    places.removeIf(place -> place.mailbox().equals(from) && place.uid() == row.uid());
    if (email.isPlural()) {
      leave(work, places, number);
    }
    int uid = work.tally(to).uidNext();
    places.add(new StoredMessage.Place(to, uid));
    work.place(new EmailId(row.email()), email, places);
    work.remove(from, row, number);
    int now = Chunk.Row.seconds(work.backend().clock().millis());
    work.append(
        to, new Chunk.Row(uid, row.email(), row.size(), row.received(), now, row.flags(), number));
    return uid;
  }

  /// A message that is there already gets a new UID there: no mailbox holds it twice.
  private void leave(Work work, List<StoredMessage.Place> places, long number) {
    for (StoredMessage.Place place : List.copyOf(places)) {
      if (place.mailbox().equals(to)) {
        MailboxView view = work.view(to);
        work.remove(to, view.rowAt(view.indexOf(place.uid())), number);
        SeenEdit.forget(work, to, new int[] {place.uid()}, number);
        places.remove(place);
      }
    }
  }
}
