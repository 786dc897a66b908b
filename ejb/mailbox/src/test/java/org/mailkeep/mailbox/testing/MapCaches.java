package org.mailkeep.mailbox.testing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Cache;

/// Caches in maps; a full one forgets all.
public final class MapCaches implements Cache.Factory {
  @Override
  public <K, V> Cache<K, V> create(Cache.Spec spec) {
    return new MapCache<>(spec.entries());
  }

  private static final class MapCache<K, V> implements Cache<K, V> {
    private final ConcurrentHashMap<K, V> map = new ConcurrentHashMap<>();
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();
    private final AtomicLong evictions = new AtomicLong();
    private final long most;

    MapCache(long most) {
      this.most = most;
    }

    @Override
    public @Nullable V get(K key) {
      V value = map.get(key);
      (value == null ? misses : hits).incrementAndGet();
      return value;
    }

    @Override
    public V get(K key, Predicate<? super V> good, Cache.Renewal<? super K, V> loader) {
      V known = get(key);
      if (known != null && good.test(known)) {
        return known;
      }
      makeRoom();
      return map.compute(
          key, (k, now) -> now != null && good.test(now) ? now : loader.load(k, now));
    }

    @Override
    public void put(K key, V value) {
      makeRoom();
      map.put(key, value);
    }

    private void makeRoom() {
      int size = map.size();
      if (size >= most) {
        evictions.addAndGet(size);
        map.clear();
      }
    }

    @Override
    public void remove(K key) {
      map.remove(key);
    }

    @Override
    public void clear() {
      map.clear();
    }

    @Override
    public Statistics statistics() {
      return new Statistics(map.size(), hits.get(), misses.get(), evictions.get());
    }
  }
}
