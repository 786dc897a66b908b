package org.mailkeep.delivery;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// An address of a host, and how to speak to it. Equal targets can share connections.
///
/// @param name the host's name, as certificates and reports have it
/// @param address where it listens
/// @param relay what is configured about it, or null for a mail exchanger
record Target(String name, InetSocketAddress address, @Nullable Relay relay) {
  /// For events and reports.
  String text() {
    return name + "[" + address.getAddress().getHostAddress() + "]";
  }
}
