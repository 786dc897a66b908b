package org.mailkeep.wire.imap;

/// The listener takes no message for this APPEND; becomes its tagged reply.
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Answer.Tagged reply;

  RefusedException(Answer.Tagged reply) {
    super(reply.text(), null, false, false);
    this.reply = reply;
  }

  /// What the client is told.
  Answer.Tagged reply() {
    return reply;
  }
}
