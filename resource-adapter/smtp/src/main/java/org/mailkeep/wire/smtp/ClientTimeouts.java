package org.mailkeep.wire.smtp;

import java.time.Duration;

/// How long a client waits for a server (RFC 5321 §4.5.3.2).
///
/// @param greeting for the greeting
/// @param command for the reply to EHLO, AUTH and STARTTLS
/// @param mail for the reply to MAIL
/// @param rcpt for the reply to RCPT
/// @param data for 354
/// @param done for the reply to the content
/// @param between for the reply to RSET and QUIT: no message depends on it, for a session that
///   gives none is left and another begun, so it may be short
public record ClientTimeouts(
    Duration greeting,
    Duration command,
    Duration mail,
    Duration rcpt,
    Duration data,
    Duration done,
    Duration between) {

  /// What RFC 5321 §4.5.3.2 asks for at least; it says nothing of RSET and QUIT.
  public static ClientTimeouts standard() {
    var five = Duration.ofMinutes(5);
    return new ClientTimeouts(
        five,
        five,
        five,
        five,
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofSeconds(10));
  }
}
