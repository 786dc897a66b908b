package org.mailkeep.wire.smtp;

import java.util.function.Function;

/// What a listener's sessions go by. Rules and limits may depend on the session, and change as more
/// is known of it.
///
/// @param service what the listener is for
/// @param rules which extensions a session is offered
/// @param limits what a session may take
public record SmtpSetup(
    SmtpService service,
    Function<SmtpSession, SmtpRules> rules,
    Function<SmtpSession, SmtpLimits> limits) {

  /// The same for all sessions.
  public SmtpSetup(SmtpService service, SmtpRules rules, SmtpLimits limits) {
    this(service, _ -> rules, _ -> limits);
  }
}
