package org.mailkeep.wire.pop3;

import java.io.IOException;

/// The octets of a stored message: read slice by slice while they go out, each read by itself, so
/// that nothing is held while the peer is slow.
public interface Content {
  /// How many octets there are in all; at least 0.
  long size();

  /// Reads octets `[from, from + count)`, which lie within the size.
  ///
  /// @throws IOException when the store cannot give them; the connection is then closed, as what
  ///   went out cannot be taken back
  byte[] read(long from, int count) throws IOException;
}
