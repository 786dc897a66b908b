package org.mailkeep.mailbox;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.mailkeep.kernel.AccountId;

/// The lanes of the accounts that are being written to. A lane exists as long as somebody uses it.
final class Lanes {
  private final ConcurrentHashMap<AccountId, Used> lanes = new ConcurrentHashMap<>();
  private final BiConsumer<AccountId, List<Ticket<?>>> commit;

  /// @param commit see [Lane]
  Lanes(BiConsumer<AccountId, List<Ticket<?>>> commit) {
    this.commit = commit;
  }

  private record Used(Lane lane, int users) {}

  <R> R run(AccountId account, Operation<R> operation) {
    Lane lane = enter(account);
    try {
      return lane.run(operation);
    } finally {
      leave(account);
    }
  }

  private Lane enter(AccountId account) {
    Used used =
        lanes.compute(
            account,
            (_, now) ->
                now == null
                    ? new Used(new Lane(group -> commit.accept(account, group)), 1)
                    : new Used(now.lane(), now.users() + 1));
    return used.lane();
  }

  private void leave(AccountId account) {
    lanes.computeIfPresent(
        account, (_, now) -> now.users() == 1 ? null : new Used(now.lane(), now.users() - 1));
  }

  /// How many lanes are in use.
  int size() {
    return lanes.size();
  }
}
