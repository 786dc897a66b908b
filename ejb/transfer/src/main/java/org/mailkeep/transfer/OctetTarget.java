package org.mailkeep.transfer;

import java.io.IOException;

/// Takes the octets of a message, in order.
@FunctionalInterface
interface OctetTarget {
  /// Takes some.
  void take(byte[] octets, int from, int count) throws IOException;
}
