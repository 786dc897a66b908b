package org.mailkeep.wire.smtp;

import java.util.List;

/// The replies that need no one's decision.
final class Replies {
  static final SmtpReply BYE = SmtpReply.of(221, "2.0.0", "Bye");
  static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "Ok");
  static final SmtpReply CHUNK = SmtpReply.of(250, "2.0.0", "Chunk received");
  static final SmtpReply CANNOT_VERIFY =
      SmtpReply.of(252, "2.1.5", "Cannot verify, send some mail and see"); // RFC 5321 §3.5.3
  static final SmtpReply START_CONTENT =
      SmtpReply.of(354, "", "Start mail input, end with <CRLF>.<CRLF>");
  static final SmtpReply START_TLS = SmtpReply.of(220, "2.0.0", "Ready to start TLS");
  static final SmtpReply HELP =
      new SmtpReply(
          214,
          "2.0.0",
          List.of(
              "Commands: EHLO HELO LHLO MAIL RCPT DATA BDAT RSET",
              "Commands: NOOP QUIT VRFY HELP STARTTLS AUTH"));

  static final SmtpReply TIMED_OUT =
      SmtpReply.of(421, "4.4.2", "Nothing heard for too long, closing connection");
  static final SmtpReply TOO_LONG_OPEN =
      SmtpReply.of(421, "4.4.2", "Session open for too long, closing connection");
  static final SmtpReply TOO_MUCH_DATA =
      SmtpReply.of(421, "4.7.0", "Too much data in one session, closing connection");
  static final SmtpReply TOO_MANY_ERRORS =
      SmtpReply.of(421, "4.7.0", "Too many errors, closing connection");
  static final SmtpReply SHUTTING_DOWN =
      SmtpReply.of(421, "4.3.2", "Server is shutting down, closing connection");
  static final SmtpReply NOT_AVAILABLE = // RFC 5321 §3.8
      SmtpReply.of(421, "4.3.2", "Service not available, closing connection");

  static final SmtpReply TOO_MANY_CLIENTS =
      SmtpReply.of(421, "4.7.0", "Too many connections, try again later");

  static final SmtpReply BUSY = SmtpReply.of(451, "4.3.2", "Server busy, try again later");
  static final SmtpReply INTERNAL_ERROR =
      SmtpReply.of(451, "4.3.0", "Temporary failure, try again later");
  static final SmtpReply NOT_STORED =
      SmtpReply.of(451, "4.3.0", "Message could not be stored, try again later");
  static final SmtpReply TOO_MANY_MESSAGES =
      SmtpReply.of(451, "4.4.5", "Too many messages in one session");
  static final SmtpReply TOO_MANY_RECIPIENTS = // RFC 5321 §4.5.3.1.10
      SmtpReply.of(452, "4.5.3", "Too many recipients");

  static final SmtpReply LINE_TOO_LONG = SmtpReply.of(500, "5.5.2", "Line too long");
  static final SmtpReply LINE_ENDS_BADLY =
      SmtpReply.of(500, "5.5.2", "Lines must end with CRLF"); // RFC 5321 §2.3.8
  static final SmtpReply UNRECOGNIZED = SmtpReply.of(500, "5.5.1", "Command unrecognized");
  static final SmtpReply NO_EXPN = SmtpReply.of(502, "5.5.1", "EXPN is not offered");
  static final SmtpReply NO_TLS = SmtpReply.of(502, "5.7.0", "TLS is not available");
  static final SmtpReply NO_AUTH = SmtpReply.of(502, "5.5.1", "AUTH is not offered");
  static final SmtpReply NO_CHUNKING = SmtpReply.of(502, "5.5.1", "BDAT is not offered");
  static final SmtpReply HELLO_FIRST = SmtpReply.of(503, "5.5.1", "Say hello first");
  static final SmtpReply MAIL_FIRST = SmtpReply.of(503, "5.5.1", "MAIL first");
  static final SmtpReply NESTED_MAIL = SmtpReply.of(503, "5.5.1", "MAIL was given already");
  static final SmtpReply IN_TRANSACTION =
      SmtpReply.of(503, "5.5.1", "Not within a mail transaction");
  static final SmtpReply IN_CHUNKS =
      SmtpReply.of(503, "5.5.1", "Not after BDAT: finish with BDAT LAST, or RSET");
  static final SmtpReply BINARY_NEEDS_BDAT = // RFC 3030 §3
      SmtpReply.of(503, "5.5.1", "BODY=BINARYMIME needs BDAT");
  static final SmtpReply TLS_ACTIVE = SmtpReply.of(503, "5.5.1", "TLS is active already");
  static final SmtpReply AUTHENTICATED = SmtpReply.of(503, "5.5.1", "Authenticated already");
  static final SmtpReply UNKNOWN_MECHANISM = // RFC 4954 §4
      SmtpReply.of(504, "5.5.4", "Authentication mechanism not supported");
  static final SmtpReply AUTH_BUSY = // RFC 4954 §6
      SmtpReply.of(454, "4.7.0", "Temporary authentication failure");
  static final SmtpReply AUTH_CANCELLED = // RFC 4954 §4
      SmtpReply.of(501, "5.7.0", "Authentication cancelled");
  static final SmtpReply AUTH_MALFORMED = // RFC 4954 §6
      SmtpReply.of(501, "5.5.2", "Malformed authentication response");
  static final SmtpReply AUTH_TOO_LONG = // RFC 4954 §6
      SmtpReply.of(500, "5.5.6", "Authentication exchange line is too long");
  static final SmtpReply AUTH_NEEDS_TLS = // RFC 4954 §6
      SmtpReply.of(538, "5.7.11", "Encryption required for authentication");
  static final SmtpReply TOO_BIG = // RFC 1870 §6.1
      SmtpReply.of(552, "5.3.4", "Message exceeds the maximum size");
  static final SmtpReply NEEDS_UTF8 = // RFC 6531 §3.5
      SmtpReply.of(553, "5.6.7", "Address needs SMTPUTF8");
  static final SmtpReply NO_RECIPIENTS = SmtpReply.of(554, "5.5.1", "No valid recipients");
  static final SmtpReply BARE_LINE_END = // RFC 5321 §2.3.8
      SmtpReply.of(554, "5.6.0", "Message has a bare CR or LF");
  static final SmtpReply NUL_OCTET = SmtpReply.of(554, "5.6.0", "Message has a NUL");
  static final SmtpReply NO_DSN =
      SmtpReply.of(501, "5.5.4", "Delivery status notifications are not offered");

  private Replies() {}
}
