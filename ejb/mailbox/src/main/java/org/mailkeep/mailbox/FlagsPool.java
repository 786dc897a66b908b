package org.mailkeep.mailbox;

import java.util.concurrent.ConcurrentHashMap;

/// Keeps one object for each of the usual combinations of flags, of which mailboxes hold millions.
final class FlagsPool {
  /// Combinations that are pooled; later ones are not.
  private static final int MOST = 4096;

  private static final ConcurrentHashMap<Flags, Flags> POOL = new ConcurrentHashMap<>();

  private FlagsPool() {}

  static Flags intern(Flags flags) {
    Flags known = POOL.get(flags);
    if (known != null) {
      return known;
    }
    if (POOL.size() < MOST) {
      POOL.put(flags, flags);
    }
    return flags;
  }
}
