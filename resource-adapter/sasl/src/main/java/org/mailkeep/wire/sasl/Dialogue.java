package org.mailkeep.wire.sasl;

import java.util.Base64;
import java.util.Optional;

/// An exchange as protocols of lines carry it: in base64, `=` for an empty initial response, `*` to
/// give up (RFC 4954 §4, RFC 9051 §6.2.2). Used by one thread.
public final class Dialogue {

  /// The most octets of a line (RFC 4954 §4).
  public static final int LONGEST_LINE = 12_288;

  private final ServerExchange exchange;

  /// What to do next.
  public sealed interface Turn {}

  /// Send this challenge, in base64 already, and wait for a line.
  public record Ask(String base64) implements Turn {}

  /// Look up what is kept of somebody's password; [#keys] goes on.
  public record NeedsKeys(String login) implements Turn {}

  /// The client has said who it is.
  public record Claimed(Claim claim) implements Turn {}

  /// The client gave up with `*`.
  public record Aborted() implements Turn {}

  /// The client sent what is no base64, too much, or not what the mechanism wants.
  ///
  /// @param reason for reply and log; has nothing of what the client sent
  public record Malformed(String reason) implements Turn {}

  /// Carries an exchange that has not begun.
  public Dialogue(ServerExchange exchange) {
    this.exchange = exchange;
  }

  /// Begins.
  ///
  /// @param initial what stood behind the mechanism's name in the command, if anything
  public Turn start(Optional<String> initial) {
    if (initial.isEmpty()) {
      return turn(exchange.start(Optional.empty()));
    }
    if (initial.get().equals("=")) {
      return turn(exchange.start(Optional.of(new byte[0])));
    }
    return decode(initial.get())
        .map(octets -> turn(exchange.start(Optional.of(octets))))
        .orElseGet(() -> new Malformed("not base64"));
  }

  /// Goes on with a line of the client, without its end.
  public Turn answer(String line) {
    if (line.equals("*")) {
      return new Aborted();
    }
    return decode(line)
        .map(octets -> turn(exchange.answer(octets)))
        .orElseGet(() -> new Malformed("not base64"));
  }

  /// Goes on after [NeedsKeys].
  public Turn keys(ScramKeys keys) {
    return turn(exchange.keys(keys));
  }

  /// What the client is told when its claim is not accepted, in base64; its answer is to be read,
  /// and says nothing.
  public Optional<String> refused() {
    return exchange.refused().map(Base64.getEncoder()::encodeToString);
  }

  private static Optional<byte[]> decode(String base64) {
    if (base64.length() > LONGEST_LINE) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Turn turn(ServerExchange.Step step) {
    return switch (step) {
      case ServerExchange.Challenge(byte[] octets) ->
          new Ask(Base64.getEncoder().encodeToString(octets));
      case ServerExchange.NeedsKeys(String login) -> new NeedsKeys(login);
      case ServerExchange.Claimed(Claim claim) -> new Claimed(claim);
      case ServerExchange.Malformed(String reason) -> new Malformed(reason);
    };
  }
}
