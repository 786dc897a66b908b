package org.mailkeep.wire.sasl;

import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.wire.sasl.ServerExchange.Step;

/// Lets a client and a server speak with each other.
final class Conversation {
  private Conversation() {}

  /// @param keys of a login
  /// @return the server's last step; empty when the client gave up
  static Optional<Step> between(
      ClientExchange client, ServerExchange server, Function<String, ScramKeys> keys) {
    Step step = server.start(client.initial());
    for (int turns = 0; turns < 20; turns++) {
      switch (step) {
        case ServerExchange.Challenge(byte[] octets) -> {
          Optional<byte[]> answer = client.answer(octets);
          if (answer.isEmpty()) {
            return Optional.empty();
          }
          step = server.answer(answer.get());
        }
        case ServerExchange.NeedsKeys(String login) -> step = server.keys(keys.apply(login));
        case ServerExchange.Claimed _, ServerExchange.Malformed _ -> {
          return Optional.of(step);
        }
      }
    }
    throw new AssertionError("they never end");
  }
}
