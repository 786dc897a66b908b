package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.kernel.MailboxId;

/// Changes the flags of messages; as many as one commit takes.
record FlagStoring(MailboxId mailbox, UidSet uids, int from, FlagChange change, long unchangedSince)
    implements Operation<Progress<FlagResult>> {

  @Override
  public Progress<FlagResult> run(Work work) {
    List<FlagResult.Entry> changed = new ArrayList<>();
    List<FlagResult.Entry> unchanged = new ArrayList<>();
    List<UidSet.Span> modified = new ArrayList<>();
    if (work.state().mailbox(mailbox) == null) {
      return new Progress<>(new FlagResult(changed, unchanged, UidSet.NONE), 0);
    }
    Rows rows = new Rows(work.view(mailbox), uids, from);
    long number = 0;
    for (Chunk.Row row = rows.next(); row != null; row = rows.next()) {
      if (changed.size() == Progress.MESSAGES) {
        return new Progress<>(result(changed, unchanged, modified), row.uid());
      }
      if (row.modSeq() > unchangedSince) {
        modified.add(new UidSet.Span(row.uid(), row.uid()));
        continue;
      }
      Flags after = FlagsPool.intern(change.apply(row.flags()));
      if (after.equals(row.flags()) || !work.backend().limits().accepts(after)) {
        unchanged.add(new FlagResult.Entry(row.uid(), row.flags(), row.modSeq()));
        continue;
      }
      number = number == 0 ? work.nextChange() : number;
      FlagResult.Entry entry = new FlagResult.Entry(row.uid(), after, number);
      work.update(mailbox, row, entry);
      changed.add(entry);
    }
    return new Progress<>(result(changed, unchanged, modified), 0);
  }

  private static FlagResult result(
      List<FlagResult.Entry> changed,
      List<FlagResult.Entry> unchanged,
      List<UidSet.Span> modified) {
    return new FlagResult(changed, unchanged, new UidSet(modified));
  }
}
