package org.mailkeep.services;

import java.time.Duration;
import java.util.List;
import org.mailkeep.kernel.Progress;
import org.mailkeep.search.IndexMove;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings.Role;

/// Moves the full-text index between stores of different kinds, by indexing anew.
final class SearchRelocation {
  private final Relocation.Ground ground;
  private final ConfigurationFile file;
  private final MovePlan plan;

  SearchRelocation(Relocation.Ground ground, ConfigurationFile file, MovePlan plan) {
    this.ground = ground;
    this.file = file;
    this.plan = plan;
  }

  /// Does it.
  ///
  /// @throws StoreException when it could not be done; the old index serves
  IndexMove.Done run(Progress progress) {
    SearchHome home = ground.stores().homes().search();
    SearchHome.Place target = SearchHome.place(ground.stores().ground(), plan.to());
    var end = new RoleSwitch(ground, file, plan, Role.FTS);
    boolean done = false;
    try {
      IndexMove.Done moved =
          ground.indexes().move(home.store(), target.store(), progress).run(end::write);
      done = true;
      home.moved(target);
      end.settle(moved.written(), Duration.ZERO);
      return moved;
    } finally {
      if (!done) {
        end.giveUp();
      }
    }
  }

  /// A row of the report.
  static List<String> row(IndexMove.Done done) {
    return List.of(
        "index",
        String.valueOf(done.messages()),
        String.valueOf(done.there()),
        "",
        done.messages() == done.there() ? "same" : "different");
  }
}
