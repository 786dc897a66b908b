package org.mailkeep.wire.imap;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.wire.sasl.ScramKeys;
import org.mailkeep.wire.sasl.ServerExchange;
import org.mailkeep.wire.sasl.ServerExchange.Step;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Input;
import org.mailkeep.wire.transport.Line;

/// The exchange of AUTHENTICATE: challenges and responses in base64 (RFC 9051 §6.2.2).
final class Exchange {
  /// Octets of one response: the longest name and secret in base64.
  private static final int RESPONSE = 12_288;

  /// Sends a continuation request.
  @FunctionalInterface
  interface Challenge {
    void send(String text) throws IOException;
  }

  private final Input input;
  private final Challenge challenge;
  private final ServerExchange exchange;

  /// @param exchange that has not begun
  Exchange(Input input, Challenge challenge, ServerExchange exchange) {
    this.input = input;
    this.challenge = challenge;
    this.exchange = exchange;
  }

  /// Runs an exchange that the listener has allowed.
  ///
  /// @param keys of a login, empty when nobody can say now
  /// @throws SyntaxException when the client gives up, or sends what the mechanism does not allow
  /// @throws RefusedException when there are no keys
  Command.Login run(Command.Authenticate command, Function<String, Optional<ScramKeys>> keys)
      throws IOException, SyntaxException, RefusedException {
    Step step = exchange.start(Optional.ofNullable(command.initial()));
    while (true) {
      switch (step) {
        case ServerExchange.Challenge(byte[] octets) -> step = exchange.answer(ask(octets));
        case ServerExchange.NeedsKeys(String login) ->
            step =
                exchange.keys(
                    keys.apply(login).orElseThrow(() -> new RefusedException(unavailable())));
        case ServerExchange.Claimed(var claim) -> {
          return new Command.Login(claim);
        }
        case ServerExchange.Malformed _ ->
            throw new SyntaxException("Invalid " + command.mechanism() + " response");
      }
    }
  }

  /// Tells the client why its login fails, where the mechanism has words for that.
  void explain() throws IOException {
    Optional<byte[]> why = exchange.refused();
    if (why.isPresent()) {
      challenge.send(Base64.getEncoder().encodeToString(why.get()));
      line();
    }
  }

  private byte[] ask(byte[] octets) throws IOException, SyntaxException {
    challenge.send(Base64.getEncoder().encodeToString(octets));
    return switch (line()) {
      case Line.Whole line when line.latin1().equals("*") -> throw new SyntaxException("Cancelled");
      case Line.Whole line -> CommandParser.base64(line.latin1());
      case Line.TooLong _ -> throw new SyntaxException("Response too long");
      case Line.End _ -> throw new IllegalStateException("the end is no answer");
    };
  }

  private Line line() throws IOException {
    Line line = input.readLine(RESPONSE);
    if (line instanceof Line.End) {
      throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, "authentication");
    }
    return line;
  }

  private static Answer.Tagged unavailable() {
    return new Answer.Tagged(Answer.Condition.NO, Code.Simple.UNAVAILABLE, "Try again later");
  }
}
