package org.mailkeep.wire.smtp;

import java.io.IOException;
import java.util.Optional;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.Dialogue;
import org.mailkeep.wire.sasl.Dialogue.Turn;
import org.mailkeep.wire.sasl.ScramKeys;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Line;

/// AUTH: carries challenges and responses until the client has said who it is, then asks the
/// listener (RFC 4954 §4).
final class AuthExchange {
  private final Connection connection;
  private final SmtpLimits limits;
  private final Server server;
  private final SmtpSession session;

  AuthExchange(Connection connection, SmtpLimits limits, Server server, SmtpSession session) {
    this.connection = connection;
    this.limits = limits;
    this.server = server;
    this.session = session;
  }

  /// What comes of a line of the client.
  private sealed interface Heard {}

  private record Text(String line) implements Heard {}

  private record Bad(SmtpReply reply) implements Heard {}

  /// @param dialogue by a mechanism that was offered, so it may show its secret here
  SmtpReply run(Dialogue dialogue, Command.Auth auth) throws IOException {
    Turn turn = dialogue.start(Optional.ofNullable(auth.initial()));
    while (true) {
      switch (turn) {
        case Dialogue.Ask(String base64) -> {
          switch (ask(base64)) {
            case Text(String line) -> turn = dialogue.answer(line);
            case Bad(SmtpReply reply) -> {
              return reply;
            }
          }
        }
        case Dialogue.NeedsKeys(String login) -> {
          Optional<ScramKeys> keys = keys(login);
          if (keys.isEmpty()) {
            return Replies.AUTH_BUSY;
          }
          turn = dialogue.keys(keys.get());
        }
        case Dialogue.Claimed(Claim claim) -> {
          return judged(dialogue, claim);
        }
        case Dialogue.Aborted() -> {
          return Replies.AUTH_CANCELLED;
        }
        case Dialogue.Malformed(var _) -> {
          return Replies.AUTH_MALFORMED;
        }
      }
    }
  }

  private Heard ask(String base64) throws IOException {
    connection.output().write("334 " + base64 + "\r\n");
    return switch (connection.input().readLine(limits.authLine())) {
      case Line.Whole line when line.crlf() -> new Text(line.latin1());
      case Line.Whole _ -> new Bad(Replies.LINE_ENDS_BADLY);
      case Line.TooLong() -> new Bad(Replies.AUTH_TOO_LONG);
      case Line.End() ->
          throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, "within AUTH");
    };
  }

  private Optional<ScramKeys> keys(String login) {
    return server.answer(
        session, listener -> listener.scramKeys(session, login), _ -> Optional.empty());
  }

  /// Some mechanisms tell the client why before they fail.
  private SmtpReply judged(Dialogue dialogue, Claim claim) throws IOException {
    SmtpReply reply = server.ask(session, Replies.AUTH_BUSY, l -> l.authenticate(session, claim));
    Optional<String> why = reply.isPermanent() ? dialogue.refused() : Optional.empty();
    return why.isPresent() && ask(why.get()) instanceof Bad(SmtpReply bad) ? bad : reply;
  }
}
