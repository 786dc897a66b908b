package org.mailkeep.auth;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.mailkeep.settings.IpNetwork;

/// Rules by network, found by an address in one step for each length of prefix that is in use. Safe
/// for many threads.
final class NetworkIndex {
  private final ConcurrentHashMap<IpNetwork, NetworkRule> rules = new ConcurrentHashMap<>();
  private final NavigableSet<Integer> prefixes = new ConcurrentSkipListSet<>();

  void put(NetworkRule rule) {
    rules.put(rule.network(), rule);
    prefixes.add(rule.network().prefix());
  }

  void remove(IpNetwork network) {
    rules.remove(network);
  }

  @Nullable NetworkRule get(IpNetwork network) {
    return rules.get(network);
  }

  Collection<NetworkRule> all() {
    return rules.values();
  }

  int size() {
    return rules.size();
  }

  /// The rule of a kind for the narrowest network that an address is in, or null.
  @Nullable NetworkRule find(InetAddress address, NetworkRule.Kind kind, Instant now) {
    int bits = address.getAddress().length * 8;
    for (int prefix : prefixes.descendingSet()) {
      if (prefix <= bits) {
        NetworkRule rule = rules.get(new IpNetwork(address, prefix).masked());
        if (rule != null && rule.kind() == kind && !rule.isOver(now)) {
          return rule;
        }
      }
    }
    return null;
  }
}
