package org.mailkeep.wire.imap;

import java.util.Optional;
import org.mailkeep.wire.sasl.ScramKeys;

/// What a server does with the commands of a session; the message-driven bean implements it.
///
/// Each call is short and bounded: the adapter takes an endpoint for it and gives it back before it
/// writes the answer, so a slow peer holds nothing. The calls of one session never overlap, except
/// that [#pending] comes from another thread while the session idles. Implementations keep a
/// session's state in its [ImapSession#attachment()], as instances are pooled per call.
public interface ImapListener {
  /// Greets a new connection: an untagged OK or BYE (RFC 9051 §7.1).
  Answer open(ImapSession session);

  /// What SCRAM-SHA-256 has to know of a login's password, made up where there is nothing to know;
  /// empty when nobody can say now.
  Optional<ScramKeys> scramKeys(ImapSession session, String login);

  /// Executes one command, which the session's state allows.
  ///
  /// @return the first part of the answer, at most about 64 KiB or 256 messages
  Answer execute(ImapSession session, Command.Served command);

  /// The next part of an answer whose last part said [Answer.More].
  Answer next(ImapSession session);

  /// What happened to the selected mailbox since the last answer: for a session in IDLE whose
  /// listener called [ImapSession#wake()] (RFC 2177, RFC 9051 §6.3.13).
  Answer pending(ImapSession session);

  /// Says whether a message may be appended, and where its bytes go. The sink is filled by the
  /// connection's thread outside any call; then the whole command comes to [#execute].
  ///
  /// @param message what APPEND or REPLACE names (RFC 9051 §6.3.12, RFC 8508 §3)
  Reception receive(ImapSession session, Announced message);

  /// The connection is gone; called once, also after a clean LOGOUT.
  void closed(ImapSession session);
}
