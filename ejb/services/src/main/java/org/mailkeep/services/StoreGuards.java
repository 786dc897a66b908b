package org.mailkeep.services;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailkeep.store.api.StoreWatch;

/// A [Guard] for each store that has a role.
final class StoreGuards implements AutoCloseable {
  private final Duration pause;
  private final Map<String, Guard> guards = new LinkedHashMap<>();

  /// @param pause after each check
  StoreGuards(Duration pause) {
    this.pause = pause;
  }

  /// Begins to guard those that are new, and ends with those that are gone.
  synchronized void guard(List<StoreWatch> watches) {
    Set<String> gone = new HashSet<>(guards.keySet());
    for (StoreWatch watch : watches) {
      gone.remove(watch.name());
      guards.computeIfAbsent(
          watch.name(),
          _ -> {
            var guard = new Guard(watch, pause);
            guard.start();
            return guard;
          });
    }
    for (String name : gone) {
      Guard guard = guards.remove(name);
      if (guard != null) {
        guard.close();
      }
    }
  }

  @Override
  public void close() {
    guard(List.of());
  }
}
