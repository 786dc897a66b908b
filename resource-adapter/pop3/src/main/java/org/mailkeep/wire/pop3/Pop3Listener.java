package org.mailkeep.wire.pop3;

import java.util.Optional;
import org.mailkeep.wire.sasl.ScramKeys;

/// What a server does with the commands of a session; the message-driven bean implements it.
///
/// Each call is short and bounded: the adapter takes an endpoint for it and gives it back before it
/// writes the answer, so a slow peer holds nothing. The calls of one session never overlap.
/// Implementations keep a session's state in its [Pop3Session#attachment()], as instances are
/// pooled per call.
public interface Pop3Listener {
  /// Greets a new connection (RFC 1939 §4).
  Answer open(Pop3Session session);

  /// What SCRAM has to know of a login's password, made up where there is nothing to know; empty
  /// when nobody can say now.
  Optional<ScramKeys> scramKeys(Pop3Session session, String login);

  /// Executes one command, which the session's state allows.
  ///
  /// @return the first part of the answer
  Answer execute(Pop3Session session, Command.Served command);

  /// The next part of an answer whose last part said [Answer.Then#MORE].
  Answer next(Pop3Session session);

  /// The connection is gone; called once, also after a clean QUIT. What was marked as deleted and
  /// not removed by QUIT stays (RFC 1939 §6).
  void closed(Pop3Session session);
}
