package org.mailkeep.kernel.testing;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Cache;

/// Caches in a map: bounded, least recently used out first, expiring by a clock that is passed in.
/// Loads hold the cache's lock.
public final class PlainCaches implements Cache.Factory {
  private final InstantSource clock;
  private final Set<String> names = new HashSet<>();

  /// @param clock by which entries expire
  public PlainCaches(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized <K, V> Cache<K, V> create(Cache.Spec spec) {
    if (!names.add(spec.name())) {
      throw new IllegalArgumentException("cache " + spec.name() + " is made already");
    }
    return new PlainCache<>(spec, clock);
  }

  private record Held<V>(V value, long expiry) {}

  private static final class PlainCache<K, V> implements Cache<K, V> {
    private final Cache.Spec spec;
    private final InstantSource clock;
    private final Map<K, Held<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long hits;
    private long misses;
    private long evictions;

    PlainCache(Cache.Spec spec, InstantSource clock) {
      this.spec = spec;
      this.clock = clock;
    }

    @Override
    public synchronized @Nullable V get(K key) {
      V known = held(key);
      if (known == null) {
        misses++;
      } else {
        hits++;
      }
      return known;
    }

    @Override
    public synchronized V get(
        K key, Predicate<? super V> good, Cache.Renewal<? super K, V> loader) {
      V known = held(key);
      if (known != null && good.test(known)) {
        hits++;
        return known;
      }
      misses++;
      V loaded = loader.load(key, known);
      put(key, loaded);
      return loaded;
    }

    private @Nullable V held(K key) {
      Held<V> held = entries.get(key);
      return held == null || held.expiry() <= clock.millis() ? null : held.value();
    }

    @Override
    public synchronized void put(K key, V value) {
      var ttl = spec.timeToLive();
      long expiry = ttl == null ? Long.MAX_VALUE : clock.millis() + ttl.toMillis();
      entries.put(key, new Held<>(value, expiry));
      if (entries.size() > spec.entries()) {
        entries.remove(entries.keySet().iterator().next());
        evictions++;
      }
    }

    @Override
    public synchronized void remove(K key) {
      entries.remove(key);
    }

    @Override
    public synchronized void clear() {
      entries.clear();
    }

    @Override
    public synchronized Cache.Statistics statistics() {
      return new Cache.Statistics(entries.size(), hits, misses, evictions);
    }
  }
}
