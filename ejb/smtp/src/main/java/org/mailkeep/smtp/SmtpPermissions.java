package org.mailkeep.smtp;

import org.mailkeep.auth.Permission;
import org.mailkeep.wire.smtp.SmtpReply;

/// Which permission each command takes of whoever has logged in.
final class SmtpPermissions {
  /// What a client can ask the server for once it has logged in, or by logging in: the methods of
  /// [org.mailkeep.wire.smtp.SmtpListener], without those that begin and end a connection.
  enum Step {
    /// AUTH.
    AUTHENTICATE,
    /// MAIL.
    MAIL,
    /// RCPT.
    RCPT,
    /// DATA and BDAT, before the content.
    DATA,
    /// DATA and BDAT, after the content.
    DELIVER,
    /// VRFY.
    VERIFY,
    /// EXPN.
    EXPAND
  }

  private SmtpPermissions() {}

  static Permission of(Step step) {
    return switch (step) {
      case AUTHENTICATE -> Permission.SMTP_AUTHENTICATE;
      case MAIL, RCPT, DATA, DELIVER -> Permission.EMAIL_SEND;
      case VERIFY -> Permission.SMTP_VRFY;
      case EXPAND -> Permission.SMTP_EXPN;
    };
  }

  /// What a client is told that may not (RFC 3463 §3.8).
  static SmtpReply refusal(Permission missing) {
    return SmtpReply.of(550, "5.7.1", "This takes the permission " + missing.text());
  }
}
