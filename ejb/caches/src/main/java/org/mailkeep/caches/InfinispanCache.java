package org.mailkeep.caches;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.infinispan.AdvancedCache;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Cache;

/// One cache. Loads run outside of Infinispan's locks, one per key at a time; what is removed while
/// it is being loaded is not kept.
final class InfinispanCache<K, V> implements Cache<K, V> {
  private final Cache.Spec spec;
  private final ConcurrentHashMap<K, Load<V>> loading = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final AdvancedCache<K, V> entries;

  InfinispanCache(Cache.Spec spec, org.infinispan.Cache<K, V> entries) {
    this.spec = spec;
    this.entries = entries.getAdvancedCache();
  }

  Cache.Spec spec() {
    return spec;
  }

  @Override
  public @Nullable V get(K key) {
    @Nullable V known = entries.get(key);
    (known == null ? misses : hits).increment();
    return known;
  }

  @Override
  public V get(K key, Predicate<? super V> good, Cache.Renewal<? super K, V> loader) {
    @Nullable V known = entries.get(key);
    if (known != null && good.test(known)) {
      hits.increment();
      return known;
    }
    misses.increment();
    var mine = new Load<V>();
    var others = loading.putIfAbsent(key, mine);
    return others == null ? load(key, good, loader, mine) : others.await();
  }

  @Override
  public void put(K key, V value) {
    loading.remove(key);
    entries.put(key, value);
  }

  @Override
  public void remove(K key) {
    loading.remove(key);
    entries.remove(key);
  }

  @Override
  public void clear() {
    loading.clear();
    entries.clear();
  }

  @Override
  public Cache.Statistics statistics() {
    return new Cache.Statistics(
        entries.size(), hits.sum(), misses.sum(), Math.max(0, entries.getStats().getEvictions()));
  }

  private V load(
      K key, Predicate<? super V> good, Cache.Renewal<? super K, V> loader, Load<V> mine) {
    try {
      // Another's load may have ended between the miss and this one's turn.
      @Nullable V known = entries.get(key);
      V loaded = known != null && good.test(known) ? known : loader.load(key, known);
      loading.computeIfPresent(key, (_, now) -> keep(key, loaded, now, mine));
      mine.result.complete(loaded);
      return loaded;
    } catch (RuntimeException | Error e) {
      loading.remove(key, mine);
      mine.result.completeExceptionally(e);
      throw e;
    }
  }

  /// Keeps what was loaded unless it was removed meanwhile.
  ///
  /// @return who is loading after it
  private @Nullable Load<V> keep(K key, V loaded, Load<V> now, Load<V> mine) {
    if (now != mine) {
      return now;
    }
    entries.put(key, loaded);
    return null;
  }

  /// A load that goes on. Each is equal to itself only.
  private static final class Load<V> {
    private final CompletableFuture<V> result = new CompletableFuture<>();

    V await() {
      try {
        return result.join();
      } catch (CompletionException e) {
        switch (e.getCause()) {
          case RuntimeException cause -> throw cause;
          case Error cause -> throw cause;
          case null, default -> throw e;
        }
      }
    }
  }
}
