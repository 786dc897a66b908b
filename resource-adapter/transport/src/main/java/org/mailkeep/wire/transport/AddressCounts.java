package org.mailkeep.wire.transport;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;

/// How many connections each remote address has, over all listeners. Safe for many threads.
final class AddressCounts {

  private final ConcurrentHashMap<InetAddress, Integer> counts = new ConcurrentHashMap<>();

  /// Counts one more, unless there are as many as allowed.
  boolean enter(InetAddress address, int most) {
    var counted = new boolean[1];
    counts.compute(
        address,
        (_, now) -> {
          int before = now == null ? 0 : now;
          counted[0] = before < most;
          return counted[0] ? Integer.valueOf(before + 1) : now;
        });
    return counted[0];
  }

  /// Counts one less.
  void leave(InetAddress address) {
    counts.computeIfPresent(address, (_, now) -> now > 1 ? now - 1 : null);
  }

  /// How many addresses are connected.
  int size() {
    return counts.size();
  }
}
