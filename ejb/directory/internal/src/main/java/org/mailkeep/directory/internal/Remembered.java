package org.mailkeep.directory.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Cache;

/// A cache of what the store says, also of what it says is not there. Safe for many threads.
///
/// Each entry carries the number of the change that it was read after; a later change makes all
/// entries stale at once. So a reader that was overtaken by a change leaves nothing wrong behind.
///
/// @param changes how many changes there have been, raised after each commit
record Remembered<K, V>(Cache<K, Remembered.Held<V>> cache, AtomicLong changes) {
  /// What was found.
  ///
  /// @param change the number of the last change before it was read
  record Held<V>(long change, @Nullable V value) {}

  /// What is known of the key, or what the loader finds.
  @Nullable V get(K key, Function<K, @Nullable V> loader) {
    long now = changes.get();
    Held<V> held = cache.get(key);
    if (held != null && held.change() == now) {
      return held.value();
    }
    V value = loader.apply(key);
    cache.put(key, new Held<>(now, value));
    return value;
  }
}
