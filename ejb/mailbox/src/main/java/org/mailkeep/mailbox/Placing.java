package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Puts a message into some mailboxes and takes it out of all others, in one commit.
record Placing(EmailId email, Set<MailboxId> mailboxes) implements Operation<PlacingResult> {
  Placing {
    mailboxes = new LinkedHashSet<>(mailboxes);
  }

  @Override
  public PlacingResult run(Work work) {
    byte[] record = work.get(Subspace.EMAIL, MailKeys.email(work.account(), email));
    if (record == null) {
      return new PlacingResult.NoMessage();
    }
    for (MailboxId mailbox : mailboxes) {
      if (work.state().mailbox(mailbox) == null) {
        return new PlacingResult.NoMailbox(mailbox);
      }
    }
    EmailRecord before = EmailRecord.parse(record);
    List<StoredMessage.Place> kept = new ArrayList<>();
    List<StoredMessage.Place> left = new ArrayList<>();
    for (StoredMessage.Place place : before.places()) {
      (mailboxes.contains(place.mailbox()) ? kept : left).add(place);
    }
    List<StoredMessage.Place> come = come(work, before);
    for (StoredMessage.Place place : left) {
      new Expunging(place.mailbox(), UidSet.of(place.uid()), 1, Removal.ALL).run(work);
    }
    kept.addAll(come);
    return new PlacingResult.Placed(kept);
  }

  /// Puts it where it was not yet.
  private List<StoredMessage.Place> come(Work work, EmailRecord before) {
    Set<MailboxId> fresh = new LinkedHashSet<>(mailboxes);
    before.places().forEach(place -> fresh.remove(place.mailbox()));
    if (fresh.isEmpty()) {
      return List.of();
    }
    StoredMessage.Place first = before.places().getFirst();
    Chunk.Row row = row(work, first);
    Flags flags = FlagsPool.intern(row.flags().ofMessage());
    long number = work.nextChange();
    int now = Chunk.Row.seconds(work.backend().clock().millis());
    List<StoredMessage.Place> come = new ArrayList<>();
    for (MailboxId mailbox : fresh) {
      int uid = work.tally(mailbox).uidNext();
      work.append(
          mailbox, new Chunk.Row(uid, row.email(), row.size(), row.received(), now, flags, number));
      SeenEdit.copy(work, first, new StoredMessage.Place(mailbox, uid), number);
      come.add(new StoredMessage.Place(mailbox, uid));
    }
    List<StoredMessage.Place> all = new ArrayList<>(before.places());
    all.addAll(come);
    work.place(email, before, all);
    return come;
  }

  private Chunk.Row row(Work work, StoredMessage.Place place) {
    MailboxView view = work.view(place.mailbox());
    int index = view.indexOf(place.uid());
    if (index < 0) {
      throw new StoreException.Corrupt("message " + email.value() + " is not where it says");
    }
    return view.rowAt(index);
  }
}
