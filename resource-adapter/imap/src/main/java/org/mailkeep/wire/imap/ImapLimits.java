package org.mailkeep.wire.imap;

import java.time.Duration;

/// What one client may cost.
///
/// @param line octets of one command line
/// @param parser what bounds one command
/// @param errors commands that are not understood, after which the connection ends
/// @param ratio octets that a compressed one may come to, RFC 4978
/// @param times how long it may be silent
public record ImapLimits(int line, ParserLimits parser, int errors, int ratio, Times times) {
  /// How long a client may be silent.
  ///
  /// @param authenticated between commands, once logged in
  /// @param anonymous between commands before that
  /// @param idle in IDLE
  public record Times(Duration authenticated, Duration anonymous, Duration idle) {}

  /// What settings say by default.
  public static ImapLimits defaults() {
    return new ImapLimits(
        65_536,
        new ParserLimits(65_536, 262_144, 52_428_800, 50, 16_384),
        100,
        100,
        new Times(Duration.ofMinutes(30), Duration.ofMinutes(1), Duration.ofMinutes(30)));
  }
}
