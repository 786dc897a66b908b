package org.mailkeep.services;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.ObservedBackend;
import org.mailkeep.store.api.Schema;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.foundationdb.FoundationDbBackend;
import org.mailkeep.store.foundationdb.FoundationDbSettings;
import org.mailkeep.store.rocksdb.RocksDbBackend;
import org.mailkeep.store.rocksdb.RocksDbSettings;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.store.sql.SqlSettings;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.StoreEvent;

/// The stores that keep data, each opened once by the backend of its type, whichever roles it has.
/// Safe for many threads.
final class Backends implements AutoCloseable {
  private final Configuration configuration;
  private final Path instance;
  private final InstantSource clock;
  private final Events events;
  private final Databases databases;
  private final Map<String, Opened> open = new LinkedHashMap<>();
  private final Set<String> serving = new LinkedHashSet<>();

  /// A store that is open.
  ///
  /// @param watch knows how it fares
  private record Opened(DataBackend backend, StoreWatch watch) {}

  /// Opens stores in SQL databases: how their connections are pooled depends on where we run.
  @FunctionalInterface
  interface Databases {
    /// @throws StoreException when it cannot be opened; names the setting
    DataBackend open(SqlConfig config);
  }

  /// @param instance the instance's folder
  /// @param databases opens those of them that are in SQL databases
  Backends(
      Configuration configuration,
      Path instance,
      InstantSource clock,
      Events events,
      Databases databases) {
    this.configuration = configuration;
    this.instance = instance;
    this.clock = clock;
    this.events = events;
    this.databases = databases;
  }

  /// A store that has a role from now on; opened when it is not yet, and brought up to date.
  ///
  /// @throws StoreException when it cannot be opened, or a newer server has written it
  synchronized DataBackend serving(String id) {
    Opened opened = opened(id);
    Schema.Opened form = Upgrades.SCHEMA.open(new DataStore(opened.backend()), id, clock);
    if (form.from() < form.to()) {
      events.emit(new StoreEvent.Upgraded(id, form.from(), form.to()));
    }
    serving.add(id);
    return opened.backend();
  }

  /// A store that needs no role; opened when it is not yet, and left as it is.
  ///
  /// @throws StoreException when it cannot be opened
  synchronized DataBackend idle(String id) {
    return opened(id).backend();
  }

  /// A store has no role any more. It stays open for those who are still reading.
  synchronized void retire(String id) {
    serving.remove(id);
  }

  private Opened opened(String id) {
    Opened before = open.get(id);
    if (before != null) {
      return before;
    }
    long begin = System.nanoTime();
    DataBackend plain = backend(id);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    events.emit(new StoreEvent.Opened(id, Stores.typeName(configuration, id), took));
    var watch = new StoreWatch(id, plain, events, configuration.get(StoreSettings.CHECK, id));
    var observed =
        new ObservedBackend(plain, watch, events, configuration.get(StoreSettings.SLOW, id));
    var opened = new Opened(observed, watch);
    open.put(id, opened);
    return opened;
  }

  private DataBackend backend(String id) {
    return switch (StoreSettings.type(configuration, id)) {
      case ROCKSDB -> embedded(id);
      case FOUNDATIONDB ->
          FoundationDbBackend.open(FoundationDbSettings.config(configuration, id, instance));
      case POSTGRESQL, MYSQL, SQLITE ->
          databases.open(SqlSettings.config(configuration, id, instance));
      case FS, S3, ELASTICSEARCH, REDIS, MEMORY ->
          throw new StoreException.Unavailable("store." + id + ".type: such a store keeps no data");
    };
  }

  private DataBackend embedded(String id) {
    try {
      return RocksDbBackend.open(RocksDbSettings.config(configuration, id, instance));
    } catch (StoreException e) {
      throw new StoreException.Unavailable("store." + id + ".path: " + e.getMessage(), e);
    }
  }

  /// Know how those fare that have a role, in the order in which they got it.
  synchronized List<StoreWatch> watches() {
    return serving.stream().map(id -> requireNonNull(open.get(id)).watch()).toList();
  }

  /// Closes what is open, the last first.
  @Override
  public synchronized void close() {
    for (Opened each : new ArrayList<>(open.values()).reversed()) {
      each.backend().close();
    }
    open.clear();
    serving.clear();
  }
}
