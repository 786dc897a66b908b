package org.mailkeep.kernel;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A bounded cache with a name. Safe for many threads; an entry may vanish at any time.
///
/// @param <K> keys, with equals and hashCode
/// @param <V> values, never changed once they are in
public interface Cache<K, V> {
  /// What is known of the key, or null.
  @Nullable V get(K key);

  /// What is known of the key, or else what the loader finds. Concurrent misses of one key load
  /// once; a loader that throws leaves nothing behind.
  default V get(K key, Function<? super K, ? extends V> loader) {
    return get(key, _ -> true, (wanted, _) -> loader.apply(wanted));
  }

  /// What is known of the key while it is good, or else what is loaded in its place. Concurrent
  /// misses of one key load once; a loader that throws leaves what was there.
  ///
  /// @param good whether what is known will do
  V get(K key, Predicate<? super V> good, Renewal<? super K, V> loader);

  /// Remembers, replacing what was there.
  void put(K key, V value);

  /// Forgets.
  void remove(K key);

  /// Forgets all.
  void clear();

  /// How it fares.
  Statistics statistics();

  /// Finds what a cache lacks.
  @FunctionalInterface
  interface Renewal<K, V> {
    /// What is so now.
    ///
    /// @param known what was known of the key and is not good any more, or null
    V load(K key, @Nullable V known);
  }

  /// What a cache is called and how it is bounded.
  ///
  /// @param name the settings' name of it, such as `mailbox`
  /// @param entries the most it holds
  /// @param timeToLive how long an entry is good, or null for as long as there is room
  record Spec(String name, long entries, @Nullable Duration timeToLive) {
    public Spec {
      if (name.isBlank() || entries <= 0) {
        throw new IllegalArgumentException("cache " + name + " of " + entries);
      }
    }
  }

  /// Counts since the start.
  ///
  /// @param entries held now
  record Statistics(long entries, long hits, long misses, long evictions) {}

  /// Makes caches.
  interface Factory {
    /// A new, empty cache. One name is made once.
    <K, V> Cache<K, V> create(Spec spec);
  }
}
