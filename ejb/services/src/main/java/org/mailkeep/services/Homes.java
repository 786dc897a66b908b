package org.mailkeep.services;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.moving.MovableBackend;
import org.mailkeep.store.api.moving.MoveRules;
import org.mailkeep.store.api.spi.DataBackend;

/// Where the roles are: each can be moved by itself while the server works.
record Homes(MovableBackend data, LookupHome lookup, SearchHome search) {
  /// What opens stores.
  record Ground(
      Configuration configuration, Backends backends, OutsideStores outside, InstantSource clock) {}

  /// Opens the stores that the configuration names.
  ///
  /// @throws StoreException when one cannot be opened
  static Homes open(Ground ground) {
    Configuration configuration = ground.configuration();
    Backends backends = ground.backends();
    return new Homes(
        home(configuration, Tenancy.enter(configuration, backends)),
        LookupHome.open(ground),
        SearchHome.open(ground));
  }

  /// A store that keeps data; null when it does not.
  static @Nullable MovableBackend home(Configuration configuration, Backends backends, String id) {
    return StoreSettings.type(configuration, id).serves(StoreSettings.Role.DATA)
        ? home(configuration, backends.serving(id))
        : null;
  }

  /// How long commits wait: a little longer than they can have to.
  static Duration patience(Configuration configuration) {
    return configuration.get(StoreSettings.MOVE_PAUSE).plusSeconds(1);
  }

  /// Limits of moves.
  static MoveRules rules(Configuration configuration) {
    return MoveRules.DEFAULT.with(
        configuration.get(StoreSettings.MOVE_PAUSE),
        configuration.get(StoreSettings.MOVE_SLOWDOWN));
  }

  private static MovableBackend home(Configuration configuration, DataBackend first) {
    return new MovableBackend(first, patience(configuration));
  }
}
