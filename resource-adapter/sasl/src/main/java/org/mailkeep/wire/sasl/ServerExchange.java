package org.mailkeep.wire.sasl;

import java.util.Optional;

/// The server's side of one exchange. Used by one thread.
public interface ServerExchange {

  /// Begins.
  ///
  /// @param initial what the client sent along with its wish, decoded; an empty array when it sent
  ///   `=` (RFC 4422 §3.3)
  Step start(Optional<byte[]> initial);

  /// Goes on with the client's answer to the last challenge, decoded.
  Step answer(byte[] response);

  /// Goes on after [NeedsKeys].
  default Step keys(ScramKeys keys) {
    throw new IllegalStateException("no keys were asked for");
  }

  /// What the client is told as a last challenge when its claim is not accepted; whatever it
  /// answers, the failure follows.
  default Optional<byte[]> refused() {
    return Optional.empty();
  }

  /// What comes of it.
  sealed interface Step {}

  /// Send this, and wait for an answer.
  record Challenge(byte[] octets) implements Step {}

  /// Look up what is kept of somebody's password, or make something up that looks the same, and
  /// [#keys] goes on.
  ///
  /// @param login prepared by [SaslPrep]
  record NeedsKeys(String login) implements Step {}

  /// The exchange is over: this is who the client says it is.
  record Claimed(Claim claim) implements Step {}

  /// The client does not keep to the mechanism.
  ///
  /// @param reason for the log; has nothing of what the client sent
  record Malformed(String reason) implements Step {}
}
