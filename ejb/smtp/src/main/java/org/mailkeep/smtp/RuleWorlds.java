package org.mailkeep.smtp;

import static org.mailkeep.expression.Function.COUNTER_GET;
import static org.mailkeep.expression.Function.COUNTER_INCR;
import static org.mailkeep.expression.Function.DNS_QUERY;
import static org.mailkeep.expression.Function.IS_LOCAL_ADDRESS;
import static org.mailkeep.expression.Function.IS_LOCAL_DOMAIN;
import static org.mailkeep.expression.Function.KEY_EXISTS;
import static org.mailkeep.expression.Function.KEY_GET;
import static org.mailkeep.expression.Function.KEY_SET;

import org.mailkeep.expression.Scope;
import org.mailkeep.wire.smtp.SmtpScopes;

/// The stages of a session as the server's own rules see them: the world can be asked there, which
/// the wire knows nothing of.
final class RuleWorlds {
  static final Scope CONNECTION = asking(SmtpScopes.CONNECTION);
  static final Scope SENDER = asking(SmtpScopes.SENDER);
  static final Scope RECIPIENT = asking(SmtpScopes.RECIPIENT);
  static final Scope MESSAGE = asking(SmtpScopes.MESSAGE);

  private RuleWorlds() {}

  private static Scope asking(Scope stage) {
    return stage
        .asking(
            IS_LOCAL_DOMAIN,
            IS_LOCAL_ADDRESS,
            KEY_GET,
            KEY_EXISTS,
            KEY_SET,
            COUNTER_GET,
            COUNTER_INCR,
            DNS_QUERY)
        .listing();
  }
}
