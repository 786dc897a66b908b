package org.mailkeep.services;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.index.DataSearchStore;
import org.mailkeep.store.api.moving.MovableBackend;
import org.mailkeep.store.api.moving.MovableSearch;

/// Where the full-text index is. Safe for many threads.
final class SearchHome {
  private final MovableSearch store;
  private volatile @Nullable MovableBackend data;

  private SearchHome(Place place) {
    this.store = new MovableSearch(place.store());
    this.data = place.data();
  }

  /// A place for an index.
  ///
  /// @param data null when it is not in a store that keeps data
  record Place(SearchStore store, @Nullable MovableBackend data) {}

  /// Opens the store that the configuration names.
  ///
  /// @throws StoreException when it cannot be opened
  static SearchHome open(Homes.Ground ground) {
    return new SearchHome(place(ground, StoreSettings.fts(ground.configuration())));
  }

  /// Opens a store for an index.
  ///
  /// @throws StoreException when it cannot be opened
  static Place place(Homes.Ground ground, String id) {
    Configuration configuration = ground.configuration();
    MovableBackend data = Homes.home(configuration, ground.backends(), id);
    if (data != null) {
      return new Place(new DataSearchStore(new DataStore(data), Chance.secure()), data);
    }
    return switch (StoreSettings.type(configuration, id)) {
      case ELASTICSEARCH -> new Place(ground.outside().elasticsearch(id), null);
      case ROCKSDB, FOUNDATIONDB, POSTGRESQL, MYSQL, SQLITE, FS, S3, REDIS, MEMORY ->
          throw new StoreException.Unavailable(
              "store." + id + ".type: such a store keeps no full-text index");
    };
  }

  /// The index, wherever it is.
  MovableSearch store() {
    return store;
  }

  /// The store that keeps data in which it is; null when it is kept otherwise.
  @Nullable MovableBackend data() {
    return data;
  }

  /// It has moved into a place.
  void moved(Place place) {
    data = place.data();
  }
}
