package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;

/// Changes the flags of messages; as many as one commit takes.
///
/// @param reader whose `\Seen` it is; null when it is the owner's
record FlagStoring(
    MailboxId mailbox,
    UidSet uids,
    int from,
    FlagChange change,
    long unchangedSince,
    @Nullable AccountId reader)
    implements Operation<Progress<FlagResult>> {

  @Override
  public Progress<FlagResult> run(Work work) {
    List<FlagResult.Entry> changed = new ArrayList<>();
    List<FlagResult.Entry> unchanged = new ArrayList<>();
    List<UidSet.Span> modified = new ArrayList<>();
    List<UidSet.Span> refused = new ArrayList<>();
    if (work.state().mailbox(mailbox) == null) {
      return new Progress<>(new FlagResult(changed, unchanged, UidSet.NONE, UidSet.NONE), 0);
    }
    Rows rows = new Rows(work.view(mailbox), uids, from);
    SeenEdit seen = reader == null ? null : new SeenEdit(work, mailbox, reader);
    List<OtherPlaces.Changed> messages = new ArrayList<>();
    boolean plural = work.state().counters().plural() > 0;
    int most = plural ? OtherPlaces.MESSAGES : Progress.MESSAGES;
    int next = 0;
    long number = 0;
    for (Chunk.Row row = rows.next(); row != null; row = rows.next()) {
      if (changed.size() == most) {
        next = row.uid();
        break;
      }
      if (row.modSeq() > unchangedSince) {
        modified.add(new UidSet.Span(row.uid(), row.uid()));
        continue;
      }
      Flags before = seen == null ? row.flags() : SeenBits.with(row.flags(), seen.has(row.uid()));
      Flags after = FlagsPool.intern(change.apply(before));
      if (!work.backend().limits().accepts(before, after)) {
        refused.add(new UidSet.Span(row.uid(), row.uid()));
        continue;
      }
      if (after.equals(before)) {
        unchanged.add(new FlagResult.Entry(row.uid(), before, row.modSeq()));
        continue;
      }
      number = number == 0 ? work.nextChange() : number;
      Flags kept = kept(row, after, seen);
      work.update(mailbox, row, new FlagResult.Entry(row.uid(), kept, number));
      messages.add(new OtherPlaces.Changed(row, kept, after.has(SystemFlag.SEEN)));
      changed.add(new FlagResult.Entry(row.uid(), after, number));
    }
    if (seen != null) {
      seen.finish(number);
    }
    new OtherPlaces(mailbox, reader).follow(work, messages, number);
    UidSet left = new UidSet(modified);
    return new Progress<>(new FlagResult(changed, unchanged, left, new UidSet(refused)), next);
  }

  /// The flags that the mailbox keeps: the owner's `\Seen` stays when it is not theirs to change.
  private static Flags kept(Chunk.Row row, Flags after, @Nullable SeenEdit seen) {
    if (seen == null) {
      return after;
    }
    seen.set(row.uid(), after.has(SystemFlag.SEEN));
    return FlagsPool.intern(SeenBits.with(after, row.flags().has(SystemFlag.SEEN)));
  }
}
