package org.mailkeep.wire.smtp;

import java.time.Duration;

/// What one session may take. Times and sizes of zero or less make no sense and are refused.
///
/// @param commandLine octets of a command line with CRLF; at least 512 (RFC 5321 §4.5.3.1.4)
/// @param authLine octets of a line of an AUTH exchange; 12,288 fit all (RFC 4954 §4)
/// @param recipients per message; at least 100 (RFC 5321 §4.5.3.1.8)
/// @param messages per session
/// @param messageSize octets of content (RFC 1870)
/// @param transfer octets of content per session
/// @param timeout longest wait for the client's next octets (RFC 5321 §4.5.3.2.7: 5 minutes)
/// @param duration longest session
/// @param syntaxErrors refused commands that are counted neither as login nor as recipient
/// @param rcptErrors refused recipients
/// @param authErrors refused logins
public record SmtpLimits(
    int commandLine,
    int authLine,
    int recipients,
    int messages,
    long messageSize,
    long transfer,
    Duration timeout,
    Duration duration,
    Errors syntaxErrors,
    Errors rcptErrors,
    Errors authErrors) {
  private static final int MIN_COMMAND_LINE = 512;

  /// How many errors of a kind end the session, and how long the reply to each is held back.
  public record Errors(int total, Duration pause) {
    /// Errors do not matter.
    public static final Errors NONE = new Errors(Integer.MAX_VALUE, Duration.ZERO);
  }

  /// Refuses limits under which no mail could flow.
  public SmtpLimits {
    if (commandLine < MIN_COMMAND_LINE
        || authLine < MIN_COMMAND_LINE
        || recipients < 1
        || messages < 1
        || messageSize < 1
        || transfer < 1
        || !timeout.isPositive()
        || !duration.isPositive()) {
      throw new IllegalArgumentException("No mail can flow under these limits");
    }
  }
}
