package org.mailkeep.services;

import java.util.Optional;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.moving.Marks;
import org.mailkeep.store.api.spi.DataBackend;

/// Moves into the store of the data role, unless its data lives elsewhere or has not arrived yet.
final class Tenancy {
  private Tenancy() {}

  /// Opens the store of the data role.
  ///
  /// @throws StoreException when it cannot be opened, or must not be used; names the setting
  static DataBackend enter(Configuration configuration, Backends backends) {
    String id = StoreSettings.data(configuration);
    DataBackend store = backends.idle(id);
    if (Marks.arriving(store)) {
      throw new StoreException.Unavailable(
          "storage.data: store "
              + id
              + " holds a part of what was to be moved or imported into it. Use the store that"
              + " was used before, and let `config/mailkeep store migrate` or `import` finish");
    }
    Optional<Marks.Moved> moved = Marks.moved(store);
    if (moved.isPresent() && !configuration.get(StoreSettings.TAKE_BACK, id)) {
      throw new StoreException.Unavailable(
          "storage.data: the data of store "
              + id
              + " was moved to store "
              + moved.get().to()
              + " at "
              + moved.get().when()
              + "; mail that has come since is there alone. store."
              + id
              + ".take-back = true uses the old data all the same");
    }
    backends.serving(id);
    Marks.use(store);
    return store;
  }
}
