package org.mailkeep.services;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.telemetry.Events;

/// The stores, by role.
///
/// @param ground what opens them
/// @param homes where roles are
/// @param rooms where messages may lie outside
record Stores(
    Homes.Ground ground, Homes homes, BlobRooms rooms, DataStore data, DataBlobStore blobs)
    implements AutoCloseable {
  /// Opens what is configured.
  ///
  /// @throws StoreException when a store cannot be opened
  static Stores open(
      Configuration configuration, Path instance, InstantSource clock, Events events) {
    IdleSettings.tell(configuration);
    var backends = new Backends(configuration, instance, clock, events, SqlPools::open);
    var outside = new OutsideStores(configuration, instance, clock, events);
    try {
      var ground = new Homes.Ground(configuration, backends, outside, clock);
      var homes = Homes.open(ground);
      var data = new DataStore(homes.data());
      var rooms = new BlobRooms(configuration, data, backends, outside);
      DataBlobStore blobs = blobs(configuration, data, rooms, clock);
      return new Stores(ground, homes, rooms, data, blobs);
    } catch (RuntimeException e) {
      outside.close();
      backends.close();
      throw e;
    }
  }

  /// The kind of a store, as settings name it.
  static String typeName(Configuration configuration, String id) {
    return StoreSettings.type(configuration, id).name().toLowerCase(Locale.ROOT);
  }

  /// Those that keep data.
  Backends backends() {
    return ground.backends();
  }

  /// Those that do not.
  OutsideStores outside() {
    return ground.outside();
  }

  /// The full-text index, wherever it is.
  SearchStore search() {
    return homes.search().store();
  }

  /// Look-ups, wherever they are.
  LookupStore lookup() {
    return homes.lookup().store();
  }

  /// Know how the stores fare, the data role's first.
  List<StoreWatch> watches() {
    List<StoreWatch> watches = new ArrayList<>(backends().watches());
    watches.addAll(outside().watches());
    return watches;
  }

  private static DataBlobStore blobs(
      Configuration configuration, DataStore data, BlobRooms rooms, InstantSource clock) {
    var blobs =
        new DataBlobStore(data, StoreSettings.blobLimits(configuration), Chance.secure(), clock);
    blobs.become(rooms.home());
    return blobs;
  }

  /// A store has no role any more, unless it has others than these.
  void retire(String id, Configuration configuration, Set<Role> lost) {
    Set<Role> left = MovePlan.roles(configuration, id);
    left.removeAll(lost);
    if (left.isEmpty()) {
      backends().retire(id);
      outside().retire(id);
    }
  }

  @Override
  public void close() {
    outside().close();
    backends().close();
  }
}
