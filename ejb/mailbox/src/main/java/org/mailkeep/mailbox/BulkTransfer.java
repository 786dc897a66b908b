package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.MailboxId;

/// A COPY or MOVE of any size. A COPY that does not end well leaves nothing behind (RFC 9051
/// §6.4.7).
final class BulkTransfer implements Bulk<CopyResult> {
  private final StoredMailAccount account;
  private final MailboxId from;
  private final UidSet uids;
  private final MailboxId to;
  private final boolean moves;
  private final List<Integer> sources = new ArrayList<>();
  private final List<Integer> targets = new ArrayList<>();
  private int fromUid = 1;

  /// @param uids that are there when it begins: what a copy adds itself must not be copied again
  BulkTransfer(
      StoredMailAccount account, MailboxId from, UidSet uids, MailboxId to, boolean moves) {
    this.account = account;
    this.from = from;
    this.uids = uids;
    this.to = to;
    this.moves = moves;
  }

  @Override
  public @Nullable CopyResult advance() {
    Progress<CopyResult> part = account.write(new Transfer(from, uids, fromUid, to, moves));
    if (!(part.result() instanceof CopyResult.Copied(var validity, var some, var made))) {
      cancel();
      return part.result();
    }
    sources.addAll(some);
    targets.addAll(made);
    fromUid = part.nextUid();
    return fromUid == 0 ? new CopyResult.Copied(validity, sources, targets) : null;
  }

  @Override
  public void cancel() {
    if (moves || targets.isEmpty()) {
      return;
    }
    UidSet made = UidSet.of(targets.stream().mapToInt(Integer::intValue).toArray());
    targets.clear();
    int next = 1;
    do {
      next = account.write(new Expunging(to, made, next, Removal.TRACELESS)).nextUid();
    } while (next > 0);
  }
}
