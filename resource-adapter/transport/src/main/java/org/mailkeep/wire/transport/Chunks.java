package org.mailkeep.wire.transport;

import java.io.IOException;

/// Takes octets as they arrive, without a copy.
@FunctionalInterface
public interface Chunks {

  /// Looks at octets `[from, to)`, at least one, and takes as many as it wants from the front.
  ///
  /// @param octets belongs to the caller; must not be kept or changed
  /// @return how many it took; at least 1 unless it needs no more
  int take(byte[] octets, int from, int to) throws IOException;
}
