package org.mailkeep.wire.smtp;

/// A line is no command; carries the reply.
final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient SmtpReply reply;

  SyntaxException(SmtpReply reply) {
    super(reply.toString(), null, false, false);
    this.reply = reply;
  }

  SyntaxException(int code, String enhanced, String text) {
    this(SmtpReply.of(code, enhanced, text));
  }

  SmtpReply reply() {
    return reply;
  }
}
