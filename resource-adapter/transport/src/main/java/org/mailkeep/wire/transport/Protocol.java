package org.mailkeep.wire.transport;

import java.io.IOException;

/// What is spoken over a connection. One object serves all connections of a listener at once.
public interface Protocol {

  /// Speaks with a client until one of both has enough, greeting first. The connection's own thread
  /// calls it; when it returns or throws, the connection is closed.
  ///
  /// @throws ConnectionEnded (and any other IOException) to be let through
  void serve(Connection connection) throws IOException;

  /// What a client reads instead of a greeting when there are too many: `421 …`, `* BYE …`, with
  /// its line end.
  byte[] busy();

  /// What a client that we wait for reads before we close: `421 …`, `* BYE …`, with its line end.
  byte[] farewell(ConnectionEnded.Reason reason);
}
