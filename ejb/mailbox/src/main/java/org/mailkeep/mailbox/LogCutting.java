package org.mailkeep.mailbox;

import java.util.List;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// Forgets the oldest changes of an account; as many as one commit takes.
///
/// @param before seconds since 1970; what happened earlier goes
record LogCutting(long before) implements Operation<Boolean> {
  private static final int PAGE = 2_000;

  /// Whether there may be more to forget.
  @Override
  public Boolean run(Work work) {
    Range all = MailKeys.ofAccount(work.account());
    List<Entry> page = work.backend().store().scan(Subspace.CHANGE, all, Direction.UP, PAGE);
    int old = 0;
    while (old < page.size() && ChangeCodec.time(page.get(old).value()) < before) {
      old++;
    }
    if (old > 0) {
      long last = Keys.u64(page.get(old - 1).key(), 8);
      byte[] end = MailKeys.change(work.account(), last + 1, 0);
      work.batch().delete(Subspace.CHANGE, new Range(all.from(), end));
      work.cutLog(last + 1);
    }
    return old == PAGE;
  }
}
