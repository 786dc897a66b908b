package org.mailkeep.wire.smtp;

/// What came of a step of a client's session.
public sealed interface ClientStep {
  /// It went through.
  ///
  /// @param reply the server's last reply
  record Done(SmtpReply reply) implements ClientStep {}

  /// The server does not offer it; nothing was sent.
  record NotOffered() implements ClientStep {}

  /// The server refused; the session can go on.
  record Refused(SmtpReply reply) implements ClientStep {}

  /// The connection is of no use any more.
  ///
  /// @param reason in a few words
  record Lost(String reason) implements ClientStep {}
}
