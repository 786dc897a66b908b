package org.mailkeep.wire.smtp;

import java.time.Duration;

/// How long a client waits for a server (RFC 5321 §4.5.3.2).
///
/// @param greeting for the greeting
/// @param command for the reply to EHLO, AUTH, STARTTLS, RSET and QUIT
/// @param mail for the reply to MAIL
/// @param rcpt for the reply to RCPT
/// @param data for 354
/// @param done for the reply to the content
public record ClientTimeouts(
    Duration greeting,
    Duration command,
    Duration mail,
    Duration rcpt,
    Duration data,
    Duration done) {

  /// What RFC 5321 §4.5.3.2 asks for at least.
  public static ClientTimeouts standard() {
    var five = Duration.ofMinutes(5);
    return new ClientTimeouts(
        five, five, five, five, Duration.ofMinutes(2), Duration.ofMinutes(10));
  }
}
