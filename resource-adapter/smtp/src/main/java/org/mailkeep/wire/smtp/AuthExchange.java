package org.mailkeep.wire.smtp;

import java.io.IOException;
import java.util.Optional;
import org.mailkeep.wire.sasl.Dialogue;
import org.mailkeep.wire.sasl.Mechanism;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Line;

/// AUTH: carries challenges and responses until the client has said who it is, then asks the
/// listener (RFC 4954 §4).
final class AuthExchange {
  private static final Mechanisms MECHANISMS = Mechanisms.standard();

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

  /// @param auth its mechanism was offered, so it may show its secret here
  SmtpReply run(Command.Auth auth) throws IOException {
    Optional<Mechanism> mechanism = MECHANISMS.find(auth.mechanism(), true);
    if (mechanism.isEmpty()) {
      return Replies.UNKNOWN_MECHANISM;
    }
    var dialogue = new Dialogue(mechanism.get());
    Dialogue.Turn turn = dialogue.start(Optional.ofNullable(auth.initial()));
    while (turn instanceof Dialogue.Ask(String base64)) {
      connection.output().write("334 " + base64 + "\r\n");
      switch (connection.input().readLine(limits.authLine())) {
        case Line.Whole line when line.crlf() -> turn = dialogue.answer(line.latin1());
        case Line.Whole _ -> {
          return Replies.LINE_ENDS_BADLY;
        }
        case Line.TooLong() -> {
          return Replies.AUTH_TOO_LONG;
        }
        case Line.End() ->
            throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, "within AUTH");
      }
    }
    return conclude(turn);
  }

  private SmtpReply conclude(Dialogue.Turn turn) {
    return switch (turn) {
      case Dialogue.Claimed(var claim) ->
          server.ask(session, Replies.AUTH_BUSY, l -> l.authenticate(session, claim));
      case Dialogue.Aborted() -> Replies.AUTH_CANCELLED;
      case Dialogue.Malformed(var _) -> Replies.AUTH_MALFORMED;
      case Dialogue.Ask(var _) -> throw new IllegalStateException("The exchange goes on");
    };
  }
}
