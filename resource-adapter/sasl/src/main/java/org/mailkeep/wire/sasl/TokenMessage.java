package org.mailkeep.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A mechanism with a token: one message, and a dummy answer to a server that explains why it does
/// not take the token (RFC 7628 §3.2.3), so that it then says so. Never printed.
///
/// @param dummy the answer
record TokenMessage(String name, String message, String dummy) implements ClientExchange {
  @Override
  public Optional<byte[]> initial() {
    return Optional.of(message.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<byte[]> answer(byte[] challenge) {
    return challenge.length == 0 ? initial() : Optional.of(dummy.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return name;
  }
}
