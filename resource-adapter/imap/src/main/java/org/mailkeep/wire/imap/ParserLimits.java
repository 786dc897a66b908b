package org.mailkeep.wire.imap;

/// What bounds one command.
///
/// @param literal octets of a literal that is not a message
/// @param command octets of all lines and literals together, messages not counted
/// @param message octets of an appended message
/// @param nesting parentheses in parentheses
/// @param elements members of one list, or ranges of one sequence set
public record ParserLimits(int literal, int command, long message, int nesting, int elements) {
  /// What a client may send before it has logged in: enough for the longest names and secrets.
  ParserLimits beforeLogin() {
    return new ParserLimits(
        Math.min(literal, 8192),
        Math.min(command, 32768),
        message,
        nesting,
        Math.min(elements, 64));
  }
}
