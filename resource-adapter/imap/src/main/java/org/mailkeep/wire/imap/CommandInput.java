package org.mailkeep.wire.imap;

import java.io.IOException;

/// Where a parser gets the rest of a command: literals, and the line that goes on after each.
interface CommandInput {
  /// The next line without its CRLF.
  ///
  /// @throws SyntaxException when it is too long
  byte[] line() throws IOException, SyntaxException;

  /// The octets of a literal.
  ///
  /// @param ask whether the client waits for a continuation request (RFC 9051 §7.6)
  byte[] literal(int size, boolean ask) throws IOException;

  /// Streams a message literal to where the listener wants it.
  ///
  /// @throws RefusedException when the listener takes none; nothing of it was read then
  MessageSink message(Announced message, boolean ask) throws IOException, RefusedException;
}
