package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Subspace;

/// Where messages are besides a mailbox in which their flags change: apart from `\Deleted`, flags
/// belong to the message, not to its place.
///
/// @param reader whose `\Seen` it is; null when it is the owner's
record OtherPlaces(MailboxId mailbox, @Nullable AccountId reader) {
  /// Messages whose records one commit reads at most, and whose other places it writes.
  static final int MESSAGES = 64;

  /// A message with the flags that it has now.
  ///
  /// @param kept what the mailbox keeps
  /// @param seen whether the reader has seen it
  record Changed(Chunk.Row row, Flags kept, boolean seen) {}

  private record Other(int uid, Changed changed) {}

  /// Gives messages the same flags elsewhere.
  ///
  /// @param number of the change that it belongs to
  void follow(Work work, List<Changed> messages, long number) {
    if (work.state().counters().plural() > 0 && !messages.isEmpty()) {
      elsewhere(work, messages).forEach((other, places) -> follow(work, other, places, number));
    }
  }

  private Map<MailboxId, List<Other>> elsewhere(Work work, List<Changed> messages) {
    List<byte[]> keys = new ArrayList<>(messages.size());
    messages.forEach(
        message -> keys.add(MailKeys.email(work.account(), new EmailId(message.row().email()))));
    List<byte @Nullable []> records = work.get(Subspace.EMAIL, keys);
    Map<MailboxId, List<Other>> elsewhere = new HashMap<>();
    for (int i = 0; i < records.size(); i++) {
      byte[] record = records.get(i);
      if (record == null) {
        continue; // told of by a check
      }
      for (StoredMessage.Place place : EmailRecord.parse(record).places()) {
        if (!place.mailbox().equals(mailbox)) {
          elsewhere
              .computeIfAbsent(place.mailbox(), _ -> new ArrayList<>())
              .add(new Other(place.uid(), messages.get(i)));
        }
      }
    }
    return elsewhere;
  }

  private void follow(Work work, MailboxId other, List<Other> places, long number) {
    if (work.state().mailbox(other) == null) {
      return; // it is being removed
    }
    MailboxView view = work.view(other);
    SeenEdit seen = reader == null ? null : new SeenEdit(work, other, reader);
    for (Other place : places) {
      int index = view.indexOf(place.uid());
      if (index >= 0) {
        Chunk.Row row = view.rowAt(index);
        Flags flags = place.changed().kept().ofMessage();
        boolean deleted = row.flags().has(SystemFlag.DELETED);
        Flags after = FlagsPool.intern(deleted ? flags.with(Flags.of(SystemFlag.DELETED)) : flags);
        boolean news = seen != null && seen.has(row.uid()) != place.changed().seen();
        if (seen != null) {
          seen.set(row.uid(), place.changed().seen());
        }
        if (news || !after.equals(row.flags())) {
          work.update(other, row, new FlagResult.Entry(row.uid(), after, number));
        }
      }
    }
    if (seen != null) {
      seen.finish(number);
    }
  }
}
