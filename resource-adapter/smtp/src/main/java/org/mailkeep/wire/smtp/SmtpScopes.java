package org.mailkeep.wire.smtp;

import org.mailkeep.expression.Scope;
import org.mailkeep.expression.Variable;

/// The stages of a session at which rules are asked, each with what is known there.
public final class SmtpScopes {
  /// A client has connected.
  public static final Scope CONNECTION =
      Scope.of(
          "connection",
          Variable.LISTENER,
          Variable.REMOTE_IP,
          Variable.REMOTE_PORT,
          Variable.LOCAL_IP,
          Variable.LOCAL_PORT,
          Variable.PROTOCOL,
          Variable.IS_TLS);

  /// It has said hello, and who it is.
  public static final Scope SESSION =
      CONNECTION.and("session", Variable.HELO_DOMAIN, Variable.AUTHENTICATED_AS);

  /// MAIL has named a sender.
  public static final Scope SENDER =
      SESSION.and("sender", Variable.SENDER, Variable.SENDER_DOMAIN, Variable.PRIORITY);

  /// RCPT names a recipient.
  public static final Scope RECIPIENT =
      SENDER.and("recipient", Variable.RCPT, Variable.RCPT_DOMAIN, Variable.RECIPIENTS);

  /// All recipients are known.
  public static final Scope MESSAGE = SENDER.and("message", Variable.RECIPIENTS);

  private SmtpScopes() {}
}
