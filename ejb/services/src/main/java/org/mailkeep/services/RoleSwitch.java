package org.mailkeep.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;
import org.mailkeep.store.api.moving.Marks;
import org.mailkeep.telemetry.StoreEvent;

/// What ends the move of one role: the file names the new store, the old one is let go.
///
/// @param role that moves
record RoleSwitch(Relocation.Ground ground, ConfigurationFile file, MovePlan plan, Role role) {
  private static final System.Logger LOG = System.getLogger(RoleSwitch.class.getName());

  /// Has the file name the new store.
  void write() {
    try {
      file.change(new MoveEdits(plan).of(EnumSet.of(role)).change());
    } catch (IOException e) {
      throw new UncheckedIOException("mailkeep.toml cannot be changed", e);
    }
  }

  /// Lets the old store go. What fails here is mended at the next start, or only missing as a
  /// safeguard.
  ///
  /// @param written what was copied
  /// @param pause how long changes waited
  void settle(long written, Duration pause) {
    try {
      if (StoreSettings.type(plan.configuration(), plan.from()).serves(Role.DATA)) {
        Marks.leaveOthers(ground.stores().backends().idle(plan.from()));
      }
      ground.stores().retire(plan.from(), ground.configuration().get(), EnumSet.of(role));
      ground.moved().to(file.read());
    } catch (StoreException | ConfigurationFile.Refused | IOException e) {
      LOG.log(System.Logger.Level.WARNING, "store " + plan.to() + " is used; afterwards", e);
    }
    ground.events().emit(new StoreEvent.Moved(plan.from(), plan.to(), written, pause));
  }

  /// Lets the new store go, which was not switched to.
  void giveUp() {
    ground.stores().retire(plan.to(), ground.configuration().get(), EnumSet.noneOf(Role.class));
  }
}
