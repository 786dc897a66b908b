package org.mailkeep.store.foundationdb;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.store.api.spi.Committer;
import org.mailkeep.store.api.spi.ResolvedGroup;
import org.mailkeep.store.api.spi.Waiter;

/// Writes what waits in as few transactions as their size allows. A transaction that keeps meeting
/// those of other nodes is tried batch by batch, since most are not to blame; a batch that meets
/// them alone conflicts.
///
/// @param marks used by this thread alone
record GroupWriter(Cluster cluster, Marks marks) implements Committer.Writer {
  /// Octets of a transaction beyond which no further batch joins it: larger ones hold the cluster
  /// up.
  private static final long ENOUGH = 1_000_000;

  @Override
  public void write(List<Waiter> group) {
    List<Waiter> some = new ArrayList<>();
    long octets = 0;
    for (Waiter waiter : group) {
      long more = waiter.batch().size();
      if (!some.isEmpty() && octets + more > ENOUGH) {
        commit(some);
        some = new ArrayList<>();
        octets = 0;
      }
      some.add(waiter);
      octets += more;
    }
    commit(some);
  }

  private void commit(List<Waiter> some) {
    if (new GroupCommit(cluster, marks, some).run()) {
      return;
    }
    if (some.size() > 1) {
      some.forEach(waiter -> commit(List.of(waiter)));
      return;
    }
    Waiter waiter = some.getFirst();
    ResolvedGroup.contended(waiter).ifPresent(waiter::end);
  }
}
