package org.mailkeep.services;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.moving.MovableBackend;
import org.mailkeep.store.api.moving.MovableLookup;
import org.mailkeep.store.api.spi.LookupBackend;
import org.mailkeep.store.memory.MemoryLookupStore;

/// Where look-ups are. Safe for many threads.
final class LookupHome {
  private final MovableLookup store;
  private volatile @Nullable MovableBackend data;

  private LookupHome(Place place, Homes.Ground ground) {
    this.store = new MovableLookup(place.store(), Homes.patience(ground.configuration()));
    this.data = place.data();
  }

  /// A place for look-ups.
  ///
  /// @param data null when they are not in a store that keeps data
  record Place(LookupBackend store, @Nullable MovableBackend data) {}

  /// Opens the store that the configuration names.
  ///
  /// @throws StoreException when it cannot be opened
  static LookupHome open(Homes.Ground ground) {
    return new LookupHome(place(ground, StoreSettings.lookup(ground.configuration())), ground);
  }

  /// Opens a store for look-ups.
  ///
  /// @throws StoreException when it cannot be opened
  static Place place(Homes.Ground ground, String id) {
    Configuration configuration = ground.configuration();
    MovableBackend data = Homes.home(configuration, ground.backends(), id);
    if (data != null) {
      var store = new DataLookupStore(new DataStore(data), Chance.secure(), ground.clock());
      return new Place(store, data);
    }
    LookupBackend store =
        switch (StoreSettings.type(configuration, id)) {
          case REDIS -> ground.outside().redis(id);
          case MEMORY ->
              new MemoryLookupStore(
                  ground.clock(), configuration.get(StoreSettings.LOOKUP_ENTRIES, id));
          case ROCKSDB, FOUNDATIONDB, POSTGRESQL, MYSQL, SQLITE, FS, S3, ELASTICSEARCH ->
              throw new StoreException.Unavailable(
                  "store." + id + ".type: such a store keeps no look-ups");
        };
    return new Place(store, null);
  }

  /// For those who use them, wherever they are.
  LookupStore store() {
    return store;
  }

  /// For those who move them.
  MovableLookup movable() {
    return store;
  }

  /// The store that keeps data in which they are; null when they are kept otherwise.
  @Nullable MovableBackend data() {
    return data;
  }

  /// They have moved into a place.
  void moved(Place place) {
    data = place.data();
  }
}
