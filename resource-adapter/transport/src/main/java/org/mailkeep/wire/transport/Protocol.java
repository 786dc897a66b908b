package org.mailkeep.wire.transport;

/// What is spoken over a connection. One object serves all connections of a listener at once.
public interface Protocol {

  /// What is to be spoken with a new client. Says nothing yet: while a conversation waits, the
  /// stack of its thread is memory, so nothing but the conversation lies on it.
  Conversation begin(Connection connection);

  /// What a client reads instead of a greeting when there are too many: `421 …`, `* BYE …`, with
  /// its line end.
  byte[] busy();

  /// What a client that we wait for reads before we close: `421 …`, `* BYE …`, with its line end.
  byte[] farewell(ConnectionEnded.Reason reason);
}
