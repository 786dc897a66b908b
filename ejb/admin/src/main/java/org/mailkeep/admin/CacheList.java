package org.mailkeep.admin;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.mailkeep.kernel.Cache;

/// Makes caches and remembers them, so that they can be listed and cleared. Safe for many threads.
public final class CacheList implements Cache.Factory {
  private final Cache.Factory factory;
  private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();

  private record Entry(Cache.Spec spec, Cache<?, ?> cache) {}

  /// How a cache is bounded and how it fares.
  public record State(Cache.Spec spec, Cache.Statistics statistics) {}

  /// @param factory makes them
  public CacheList(Cache.Factory factory) {
    this.factory = factory;
  }

  @Override
  public <K, V> Cache<K, V> create(Cache.Spec spec) {
    Cache<K, V> cache = factory.create(spec);
    entries.put(spec.name(), new Entry(spec, cache));
    return cache;
  }

  /// All by name.
  public SortedMap<String, State> states() {
    var states = new TreeMap<String, State>();
    entries.forEach(
        (name, entry) -> states.put(name, new State(entry.spec(), entry.cache().statistics())));
    return states;
  }

  /// Forgets all of one cache.
  ///
  /// @return whether there is such a cache
  public boolean clear(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      return false;
    }
    entry.cache().clear();
    return true;
  }
}
