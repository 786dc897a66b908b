package org.mailkeep.caches;

import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.manager.DefaultCacheManager;
import org.mailkeep.kernel.Cache;

/// All caches of the server, by name. Safe for many threads.
///
/// They are local and not transactional: what is cached is never the only copy, and a cache must
/// not join a container's transaction.
public final class Caches implements Cache.Factory, AutoCloseable {
  /// Kept, so that its level is.
  private static final Logger INFINISPAN = Logger.getLogger("org.infinispan");

  private final DefaultCacheManager manager;
  private final ConcurrentSkipListMap<String, InfinispanCache<?, ?>> caches =
      new ConcurrentSkipListMap<>();

  private final Set<String> names = ConcurrentHashMap.newKeySet();

  /// Starts Infinispan without a cache.
  public Caches() {
    INFINISPAN.setLevel(Level.WARNING);
    var global = new GlobalConfigurationBuilder();
    global.nonClusteredDefault();
    global.classLoader(Caches.class.getClassLoader());
    global.cacheManagerName("mailkeep");
    global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
    global.jmx().disable();
    global.metrics().gauges(false).histograms(false);
    manager = new DefaultCacheManager(global.build());
  }

  @Override
  public <K, V> Cache<K, V> create(Cache.Spec spec) {
    if (!names.add(spec.name())) {
      throw new IllegalArgumentException("cache " + spec.name() + " is made already");
    }
    org.infinispan.Cache<K, V> entries = manager.createCache(spec.name(), configuration(spec));
    var made = new InfinispanCache<K, V>(spec, entries);
    caches.put(spec.name(), made);
    return made;
  }

  /// All of them, by name.
  public List<Listed> all() {
    return caches.values().stream()
        .map(cache -> new Listed(cache.spec(), cache.statistics()))
        .toList();
  }

  /// One of them.
  public Optional<Listed> find(String name) {
    return Optional.ofNullable(caches.get(name))
        .map(cache -> new Listed(cache.spec(), cache.statistics()));
  }

  /// Empties one of them.
  ///
  /// @return whether there is one of this name
  public boolean clear(String name) {
    InfinispanCache<?, ?> cache = caches.get(name);
    if (cache == null) {
      return false;
    }
    cache.clear();
    return true;
  }

  /// Empties all of them.
  public void clearAll() {
    caches.values().forEach(Cache::clear);
  }

  /// Stops Infinispan and the threads of RxJava, which would keep the class loader.
  @Override
  public void close() {
    manager.stop();
    Schedulers.shutdown();
  }

  /// A cache as a list shows it.
  public record Listed(Cache.Spec spec, Cache.Statistics statistics) {}

  private static Configuration configuration(Cache.Spec spec) {
    var builder = new ConfigurationBuilder();
    builder.simpleCache(true);
    builder.statistics().enable();
    builder.memory().maxCount(spec.entries()).whenFull(EvictionStrategy.REMOVE);
    var timeToLive = spec.timeToLive();
    if (timeToLive != null) {
      // What has expired goes when it is asked for or makes room: no thread looks for it.
      builder.expiration().lifespan(timeToLive.toMillis()).wakeUpInterval(-1);
    }
    return builder.build();
  }
}
