package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

  Exchange(Input input, Challenge challenge) {
    this.input = input;
    this.challenge = challenge;
  }

  /// @throws SyntaxException when the client gives up, or sends what the mechanism does not allow
  Command.Login run(Command.Authenticate command) throws IOException, SyntaxException {
    return switch (command.mechanism()) {
      case "PLAIN" -> plain(command);
      case "LOGIN" -> login(command);
      default ->
          throw new SyntaxException(Answer.Condition.NO, Code.Simple.CANNOT, "No such mechanism");
    };
  }

  // message = [authzid] NUL authcid NUL passwd   RFC 4616 §2
  private Command.Login plain(Command.Authenticate command) throws IOException, SyntaxException {
    byte[] initial = command.initial();
    String message = utf8(initial == null ? answer("") : initial);
    String[] parts = message.split("\0", -1);
    if (parts.length != 3 || parts[1].isEmpty()) {
      throw new SyntaxException("Not a PLAIN message");
    }
    return new Command.Login(parts[1], parts[2], parts[0]);
  }

  // two questions, draft-murchison-sasl-login §2
  private Command.Login login(Command.Authenticate command) throws IOException, SyntaxException {
    byte[] initial = command.initial();
    String user = utf8(initial == null ? answer("User Name") : initial);
    return new Command.Login(user, utf8(answer("Password")), "");
  }

  private byte[] answer(String question) throws IOException, SyntaxException {
    challenge.send(
        Base64.getEncoder().encodeToString(question.getBytes(StandardCharsets.US_ASCII)));
    return switch (input.readLine(RESPONSE)) {
      case Line.Whole line when line.latin1().equals("*") -> throw new SyntaxException("Cancelled");
      case Line.Whole line -> CommandParser.base64(line.latin1());
      case Line.TooLong _ -> throw new SyntaxException("Response too long");
      case Line.End _ ->
          throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, "authentication");
    };
  }

  private static String utf8(byte[] octets) throws SyntaxException {
    return Cursor.decode(octets, StandardCharsets.UTF_8);
  }
}
