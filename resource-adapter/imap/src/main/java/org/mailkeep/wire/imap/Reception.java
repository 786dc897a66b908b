package org.mailkeep.wire.imap;

/// Whether the server takes a message that a client wants to append (RFC 9051 §6.3.12).
public sealed interface Reception {
  /// The bytes go into this sink.
  record Accepted(MessageSink sink) implements Reception {}

  /// Nothing is taken; the command fails with this before the client sends the message.
  record Refused(Answer.Tagged reply) implements Reception {}
}
