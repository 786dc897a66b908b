package org.mailkeep.wire.smtp;

/// What became of one recipient of a message that went out.
public sealed interface HandOver {
  /// What was said about it.
  SmtpReply reply();

  /// The server has taken the responsibility.
  record Accepted(SmtpReply reply) implements HandOver {}

  /// Not now.
  ///
  /// @param ours whether we say so ourselves: the connection was lost
  record Transient(SmtpReply reply, boolean ours) implements HandOver {}

  /// Not as it is.
  ///
  /// @param ours whether we say so ourselves: the server cannot take such a message
  record Permanent(SmtpReply reply, boolean ours) implements HandOver {}

  /// What a server's reply means.
  static HandOver of(SmtpReply reply) {
    if (reply.isPermanent()) {
      return new Permanent(reply, false);
    }
    return reply.code() / 100 == 2 ? new Accepted(reply) : new Transient(reply, false);
  }
}
