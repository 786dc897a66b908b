package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;

/// A COPY or MOVE between accounts, or by somebody who may not keep all flags: new messages on the
/// same blobs. A MOVE takes messages away once they are durable in the other place, so one that is
/// cut off leaves some in both, and none in neither. A COPY that does not end well leaves nothing
/// behind (RFC 9051 §6.4.7).
final class AcrossTransfer implements Bulk<CopyResult> {
  /// Messages of one commit.
  private static final int PART = 50;

  private final StoredMailAccount source;
  private final MailboxId from;
  private final UidSet uids;
  private final StoredMailAccount account;
  private final Target to;
  private final boolean moves;
  private final List<Integer> sources = new ArrayList<>();
  private final List<Integer> targets = new ArrayList<>();
  private int uidValidity;
  private int fromUid = 1;

  /// @param uids that are there when it begins: what a copy adds itself must not be copied again
  AcrossTransfer(StoredMailAccount source, MailboxId from, UidSet uids, Target to, boolean moves) {
    if (!(to.account() instanceof StoredMailAccount stored)) {
      throw new IllegalArgumentException("an account of another store");
    }
    this.source = source;
    this.from = from;
    this.uids = uids;
    this.account = stored;
    this.to = to;
    this.moves = moves;
  }

  @Override
  public @Nullable CopyResult advance() {
    MailboxView view = source.view(from).orElse(null);
    Mailbox target = account.mailbox(to.mailbox()).orElse(null);
    if (view == null || target == null) {
      cancel();
      return new CopyResult.NoMailbox(view == null ? from : to.mailbox());
    }
    uidValidity = target.status().uidValidity();
    List<Chunk.Row> rows = new ArrayList<>();
    Rows all = new Rows(view, uids, fromUid);
    Chunk.Row row = all.next();
    while (row != null && rows.size() < PART) {
      rows.add(row);
      row = all.next();
    }
    CopyResult failure = copy(view, rows);
    if (failure != null) {
      cancel();
      return failure;
    }
    fromUid = row == null ? 0 : row.uid();
    return fromUid == 0 ? new CopyResult.Copied(uidValidity, sources, targets) : null;
  }

  /// @return what went wrong, or null
  private @Nullable CopyResult copy(MailboxView view, List<Chunk.Row> rows) {
    List<Integer> some = new ArrayList<>();
    List<NewMessage> messages = new ArrayList<>();
    Map<EmailId, StoredMessage> stored =
        source.messages(rows.stream().map(row -> new EmailId(row.email())).toList());
    for (Chunk.Row row : rows) {
      StoredMessage message = stored.get(new EmailId(row.email()));
      if (message != null) {
        some.add(row.uid());
        messages.add(message(view.flags(view.indexOf(row.uid())), message));
      }
    }
    if (messages.isEmpty()) {
      return null;
    }
    return switch (account.file(messages, Settlement.NONE)) {
      case FilingResult.Filed(var filed) -> {
        sources.addAll(some);
        filed.forEach(message -> targets.add(message.uid()));
        if (moves) {
          UidSet moved = UidSet.of(some.stream().mapToInt(Integer::intValue).toArray());
          source.removeAll(from, moved, Removal.TRACELESS);
        }
        yield null;
      }
      case FilingResult.NoMailbox(var missing) -> new CopyResult.NoMailbox(missing);
      case FilingResult.OverQuota(var quota) -> new CopyResult.OverQuota(quota);
      case FilingResult.Settled _ -> throw new IllegalStateException("nothing was to be settled");
    };
  }

  private NewMessage message(Flags flags, StoredMessage message) {
    return new NewMessage(
        to.mailbox(),
        new Content.Linked(message.blob(), message.size()),
        message.structure(),
        to.rights().change(Flags.NONE, flags),
        message.received());
  }

  @Override
  public void cancel() {
    if (!moves && !targets.isEmpty()) {
      UidSet made = UidSet.of(targets.stream().mapToInt(Integer::intValue).toArray());
      targets.clear();
      account.removeAll(to.mailbox(), made, Removal.TRACELESS);
    }
  }
}
