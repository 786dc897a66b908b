package org.mailkeep.wire.imap;

/// What came of a step of a client's session.
public sealed interface ClientStep {
  /// It went through.
  record Done() implements ClientStep {}

  /// The server does not offer it, or nothing that we may use; nothing was sent.
  record NotOffered() implements ClientStep {}

  /// The server refused (`NO`); the session can go on.
  ///
  /// @param code the response code's name in upper case (RFC 5530 §3); empty when there is none
  /// @param text for people, without control characters
  record Refused(String code, String text) implements ClientStep {}

  /// The connection is of no use any more.
  ///
  /// @param reason in a few words
  record Lost(String reason) implements ClientStep {}
}
