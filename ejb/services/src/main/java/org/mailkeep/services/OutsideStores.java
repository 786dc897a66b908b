package org.mailkeep.services;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.ObservedBlobs;
import org.mailkeep.store.api.ObservedLookup;
import org.mailkeep.store.api.ObservedSearch;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.StoreChecks;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.LookupBackend;
import org.mailkeep.store.elasticsearch.ElasticsearchSettings;
import org.mailkeep.store.elasticsearch.ElasticsearchStore;
import org.mailkeep.store.fs.FsBackend;
import org.mailkeep.store.fs.FsSettings;
import org.mailkeep.store.redis.RedisLookupStore;
import org.mailkeep.store.redis.RedisSettings;
import org.mailkeep.store.s3.S3Backend;
import org.mailkeep.store.s3.S3Settings;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.StoreEvent;

/// The stores that keep no data: of blobs, of full-text indexes, and of look-ups.
final class OutsideStores implements AutoCloseable {
  private final Configuration configuration;
  private final Path instance;
  private final InstantSource clock;
  private final Events events;
  private final Map<String, StoreWatch> watches = new HashMap<>();
  private final Map<String, BlobBackend> blobs = new HashMap<>();
  private final Map<String, LookupBackend> lookups = new HashMap<>();
  private final Map<String, SearchStore> indexes = new HashMap<>();
  private final Set<String> serving = new LinkedHashSet<>();
  private final Deque<Runnable> open = new ArrayDeque<>();

  /// @param instance the instance's folder
  OutsideStores(Configuration configuration, Path instance, InstantSource clock, Events events) {
    this.configuration = configuration;
    this.instance = instance;
    this.clock = clock;
    this.events = events;
  }

  /// A store of blobs that has a role from now on; opened when it is not yet, and checked that it
  /// serves.
  ///
  /// @throws StoreException when it cannot be opened, or does not; names the setting
  synchronized BlobBackend blobs(String id) {
    BlobBackend known = blobs.get(id);
    if (known != null) {
      serving.add(id);
      return known;
    }
    BlobBackend plain = tried(id);
    StoreWatch watch = watch(id, StoreChecks.of(plain));
    var observed =
        new ObservedBlobs(plain, watch, events, configuration.get(StoreSettings.SLOW, id));
    blobs.put(id, observed);
    return observed;
  }

  /// A store has no role any more. It stays open for those who are still reading.
  synchronized void retire(String id) {
    serving.remove(id);
  }

  /// Opens a store of blobs, and checks that it serves.
  ///
  /// @throws StoreException when it cannot be opened, or does not; names the setting
  BlobBackend tried(String id) {
    BlobBackend plain = opened(id, () -> backend(id));
    closeLater(id, plain::close);
    try {
      StoreChecks.of(plain).run();
    } catch (StoreException e) {
      throw new StoreException.Unavailable("storage.blob: store " + id + ": " + e.getMessage(), e);
    }
    return plain;
  }

  /// A full-text index in Elasticsearch, which has a role from now on; opened when it is not yet.
  ///
  /// @throws StoreException when it cannot be opened; names the setting
  synchronized SearchStore elasticsearch(String id) {
    SearchStore known = indexes.get(id);
    if (known != null) {
      serving.add(id);
      return known;
    }
    ElasticsearchStore plain =
        opened(
            id,
            () ->
                ElasticsearchStore.open(
                    ElasticsearchSettings.config(configuration, id), Chance.secure()));
    closeLater(id, plain::close);
    StoreWatch watch = watch(id, plain::check);
    var observed =
        new ObservedSearch(plain, watch, events, configuration.get(StoreSettings.SLOW, id));
    indexes.put(id, observed);
    return observed;
  }

  /// A store of look-ups in Redis, which has a role from now on; opened when it is not yet.
  ///
  /// @throws StoreException when it cannot be opened; names the setting
  synchronized LookupBackend redis(String id) {
    LookupBackend known = lookups.get(id);
    if (known != null) {
      serving.add(id);
      return known;
    }
    RedisLookupStore plain =
        opened(id, () -> RedisLookupStore.open(RedisSettings.config(configuration, id), clock));
    closeLater(id, plain::close);
    StoreWatch watch = watch(id, StoreChecks.of(plain));
    var observed =
        new ObservedLookup(plain, watch, events, configuration.get(StoreSettings.SLOW, id));
    lookups.put(id, observed);
    return observed;
  }

  /// Know how those fare that have a role, in the order in which they got it.
  synchronized List<StoreWatch> watches() {
    return serving.stream().map(id -> Objects.requireNonNull(watches.get(id))).toList();
  }

  /// Closes what is open, the last first.
  @Override
  public void close() {
    while (!open.isEmpty()) {
      open.pop().run();
    }
  }

  private BlobBackend backend(String id) {
    return switch (StoreSettings.type(configuration, id)) {
      case FS -> FsBackend.open(FsSettings.config(configuration, id, instance));
      case S3 -> S3Backend.open(S3Settings.config(configuration, id));
      case ROCKSDB, FOUNDATIONDB, POSTGRESQL, MYSQL, SQLITE, ELASTICSEARCH, REDIS, MEMORY ->
          throw new StoreException.Unavailable(
              "store." + id + ".type: such a store keeps no blobs of another's data");
    };
  }

  private void closeLater(String id, Runnable closing) {
    open.push(() -> {
      closing.run();
      events.emit(new StoreEvent.Closed(id));
    });
  }

  private <T> T opened(String id, Supplier<T> opening) {
    long begin = System.nanoTime();
    T store = opening.get();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    events.emit(new StoreEvent.Opened(id, Stores.typeName(configuration, id), took));
    return store;
  }

  private synchronized StoreWatch watch(String id, StoreWatch.Check check) {
    var watch = new StoreWatch(id, check, events, configuration.get(StoreSettings.CHECK, id));
    watches.put(id, watch);
    serving.add(id);
    return watch;
  }
}
