package org.mailkeep.delivery;

import java.net.InetAddress;
import java.util.List;

/// A server that mail can be sent to.
///
/// @param name as certificates and reports have it
/// @param addresses in the order in which they are tried; none when the look-up failed
/// @param trouble why there are none, or empty
record Host(String name, List<InetAddress> addresses, String trouble) {
  Host {
    addresses = List.copyOf(addresses);
  }
}
