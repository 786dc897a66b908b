package org.mailkeep.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A mechanism in which the client says one thing: PLAIN, EXTERNAL. Never printed.
record OneMessage(String name, String message) implements ClientExchange {
  @Override
  public Optional<byte[]> initial() {
    return Optional.of(message.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<byte[]> answer(byte[] challenge) {
    return challenge.length == 0 ? initial() : Optional.empty();
  }

  @Override
  public String toString() {
    return name;
  }
}
