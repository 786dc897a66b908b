package org.mailkeep.wire.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Where a connection comes from, and what it has from there.
interface ConnectionOrigin {

  /// The connection's number.
  long id();

  /// The listener, when it was accepted.
  Optional<ListenerConfig> listener();

  /// Whether a handshake can be asked for.
  boolean canStartTls();

  /// Runs the handshake of an accepted connection.
  void encrypt(Connection connection) throws IOException;

  /// Whether connections should end.
  boolean isStopping();

  /// How long a write may take.
  Duration writeTimeout();

  /// What the peer reads before we close; may be empty.
  byte[] farewell(ConnectionEnded.Reason reason);

  /// Runs something on a thread of its own.
  void background(Runnable work);

  /// Called once the connection is closed.
  default void closed(Connection connection) {}
}
