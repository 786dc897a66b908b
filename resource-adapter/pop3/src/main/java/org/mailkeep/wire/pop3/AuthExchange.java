package org.mailkeep.wire.pop3;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.Dialogue;
import org.mailkeep.wire.sasl.ScramKeys;
import org.mailkeep.wire.sasl.ServerExchange;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Input;
import org.mailkeep.wire.transport.Line;

/// The exchange of AUTH: challenges and responses in base64 (RFC 5034 §4).
final class AuthExchange {
  private final Input input;
  private final ReplyEncoder encoder;
  private final Dialogue dialogue;

  /// @param exchange that has not begun
  AuthExchange(Input input, ReplyEncoder encoder, ServerExchange exchange) {
    this.input = input;
    this.encoder = encoder;
    this.dialogue = new Dialogue(exchange);
  }

  /// Runs an exchange that the listener has allowed.
  ///
  /// @param initial response, or null
  /// @param keys of a login, empty when nobody can say now
  /// @return empty when there are no keys
  /// @throws SyntaxException when the client gives up, or sends what the mechanism does not allow
  Optional<Claim> run(@Nullable String initial, Function<String, Optional<ScramKeys>> keys)
      throws IOException, SyntaxException {
    Dialogue.Turn turn = dialogue.start(Optional.ofNullable(initial));
    while (true) {
      switch (turn) {
        case Dialogue.Ask(String base64) -> turn = dialogue.answer(ask(base64));
        case Dialogue.NeedsKeys(String login) -> {
          Optional<ScramKeys> found = keys.apply(login);
          if (found.isEmpty()) {
            return Optional.empty();
          }
          turn = dialogue.keys(found.get());
        }
        case Dialogue.Claimed(Claim claim) -> {
          return Optional.of(claim);
        }
        case Dialogue.Aborted _ -> throw new SyntaxException("Cancelled");
        case Dialogue.Malformed _ -> throw new SyntaxException("Invalid response");
      }
    }
  }

  /// Tells the client why its login fails, where the mechanism has words for that.
  void explain() throws IOException, SyntaxException {
    Optional<String> why = dialogue.refused();
    if (why.isPresent()) {
      ask(why.get());
    }
  }

  private String ask(String base64) throws IOException, SyntaxException {
    encoder.write(new Reply.Challenge(base64));
    return switch (input.readLine(Dialogue.LONGEST_LINE)) {
      case Line.Whole line -> line.latin1();
      case Line.TooLong _ -> throw new SyntaxException("Response too long");
      case Line.End _ ->
          throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, "within AUTH");
    };
  }
}
