package org.mailkeep.wire.imap;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.Mechanism;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.ServerExchange;
import org.mailkeep.wire.sasl.ServerExchange.Step;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Input;
import org.mailkeep.wire.transport.Line;

/// The exchange of AUTHENTICATE: challenges and responses in base64 (RFC 9051 §6.2.2).
final class Exchange {
  /// Octets of one response: the longest name and secret in base64.
  private static final int RESPONSE = 12_288;

  private static final Mechanisms MECHANISMS = Mechanisms.standard();

  /// Sends a continuation request.
  @FunctionalInterface
  interface Challenge {
    void send(String text) throws IOException;
  }

  private final Input input;
  private final Challenge challenge;

  Exchange(Input input, Challenge challenge) {
    this.input = input;
    this.challenge = challenge;
  }

  /// Runs an exchange that the listener has allowed.
  ///
  /// @throws SyntaxException when the client gives up, or sends what the mechanism does not allow
  Command.Login run(Command.Authenticate command) throws IOException, SyntaxException {
    Mechanism mechanism =
        MECHANISMS
            .find(command.mechanism(), true)
            .orElseThrow(() ->
                new SyntaxException(Answer.Condition.NO, Code.Simple.CANNOT, "No such mechanism"));
    ServerExchange exchange = mechanism.begin();
    Step step = exchange.start(Optional.ofNullable(command.initial()));
    while (step instanceof ServerExchange.Challenge(byte[] octets)) {
      challenge.send(Base64.getEncoder().encodeToString(octets));
      step = exchange.answer(answer());
    }
    if (step instanceof ServerExchange.Claimed(Claim claim)) {
      return switch (claim) {
        case Claim.Password(var authorize, var login, var password) ->
            new Command.Login(login, password, authorize);
      };
    }
    throw new SyntaxException("Invalid " + mechanism.name() + " response");
  }

  private byte[] answer() throws IOException, SyntaxException {
    return switch (input.readLine(RESPONSE)) {
      case Line.Whole line when line.latin1().equals("*") -> throw new SyntaxException("Cancelled");
      case Line.Whole line -> CommandParser.base64(line.latin1());
      case Line.TooLong _ -> throw new SyntaxException("Response too long");
      case Line.End _ ->
          throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, "authentication");
    };
  }
}
