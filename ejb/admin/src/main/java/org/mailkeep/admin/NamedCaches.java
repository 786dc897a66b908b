package org.mailkeep.admin;

import java.util.List;
import org.mailkeep.kernel.Cache;

/// The server's caches, to be listed and cleared. Safe for many threads.
public interface NamedCaches {
  /// All by name.
  List<State> all();

  /// Forgets all of one cache.
  ///
  /// @return whether there is such a cache
  boolean clear(String name);

  /// How a cache is bounded and how it fares.
  record State(Cache.Spec spec, Cache.Statistics statistics) {}
}
