package org.mailkeep.services;

import java.util.HexFormat;
import java.util.List;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings.Role;
import org.mailkeep.store.api.moving.LookupMove;

/// Moves look-ups between stores of different kinds. The file is changed in the pause between the
/// last change of the old store and the first of the new one.
final class LookupRelocation {
  private final Relocation.Ground ground;
  private final ConfigurationFile file;
  private final MovePlan plan;

  LookupRelocation(Relocation.Ground ground, ConfigurationFile file, MovePlan plan) {
    this.ground = ground;
    this.file = file;
    this.plan = plan;
  }

  /// Does it.
  ///
  /// @throws StoreException when it could not be done; the old store serves
  LookupMove.Done run(Progress progress) throws InterruptedException {
    Homes.Ground places = ground.stores().ground();
    LookupHome home = ground.stores().homes().lookup();
    LookupHome.Place target = LookupHome.place(places, plan.to());
    var rules = Homes.rules(places.configuration());
    var end = new RoleSwitch(ground, file, plan, Role.LOOKUP);
    boolean done = false;
    try {
      LookupMove.Done moved =
          new LookupMove(home.movable(), target.store(), rules, places.clock(), progress)
              .run(end::write);
      done = true;
      home.moved(target);
      end.settle(moved.written(), moved.pause());
      return moved;
    } finally {
      if (!done) {
        end.giveUp();
      }
    }
  }

  /// A row of the report.
  static List<String> row(LookupMove.Done done) {
    return List.of(
        "lookup",
        String.valueOf(done.source()),
        String.valueOf(done.target()),
        HexFormat.of().formatHex(done.targetHash(), 0, done.targetHash().length / 2),
        done.same() ? "same" : "different");
  }
}
