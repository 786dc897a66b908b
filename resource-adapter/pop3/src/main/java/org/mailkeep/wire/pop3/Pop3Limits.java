package org.mailkeep.wire.pop3;

import java.time.Duration;

/// What one client may cost.
///
/// @param line octets of one command line
/// @param errors commands that are not understood, after which the connection ends
/// @param times how long it may be silent
public record Pop3Limits(int line, int errors, Times times) {
  /// How long a client may be silent, and stay.
  ///
  /// @param authenticated between commands, once logged in
  /// @param anonymous between commands before that
  /// @param session how long it may have the maildrop
  public record Times(Duration authenticated, Duration anonymous, Duration session) {}

  /// What settings say by default.
  public static Pop3Limits defaults() {
    return new Pop3Limits(
        8_192, 20, new Times(Duration.ofMinutes(30), Duration.ofMinutes(1), Duration.ofHours(12)));
  }
}
