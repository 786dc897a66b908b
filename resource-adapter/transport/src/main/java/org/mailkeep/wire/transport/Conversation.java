package org.mailkeep.wire.transport;

import java.io.IOException;

/// What is spoken over one connection, from the greeting to the end.
public interface Conversation {

  /// Speaks with the client until one of both has enough. The connection's own thread calls it;
  /// when it returns or throws, the connection is closed.
  ///
  /// @throws ConnectionEnded (and any other IOException) to be let through
  void run() throws IOException;
}
