package org.mailkeep.wire.smtp;

import java.util.List;
import java.util.function.Function;
import org.mailkeep.expression.Choice;
import org.mailkeep.expression.Facts;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.sasl.MechanismName;
import org.mailkeep.wire.sasl.Mechanisms;

/// Which extensions a listener offers to whom.
///
/// @param spoken all mechanisms that sessions could log in with
/// @param plainText whether AUTH is offered without TLS to clients on this machine
record RulesOfSession(
    Choice<Boolean> hello,
    Choice<Boolean> pipelining,
    Choice<Boolean> chunking,
    Choice<Boolean> dsn,
    Choice<Boolean> vrfy,
    Choice<Boolean> expn,
    Choice<List<MechanismName>> mechanisms,
    Mechanisms spoken,
    boolean plainText)
    implements Function<SmtpSession, SmtpRules> {

  static RulesOfSession of(Configuration configuration, Mechanisms spoken) {
    return new RulesOfSession(
        Choice.of(configuration, SmtpSettings.HELLO_REQUIRED, true),
        Choice.of(configuration, SmtpSettings.PIPELINING, false),
        Choice.of(configuration, SmtpSettings.CHUNKING, false),
        Choice.of(configuration, SmtpSettings.DSN, false),
        Choice.of(configuration, SmtpSettings.VRFY, false),
        Choice.of(configuration, SmtpSettings.EXPN, false),
        Choice.of(configuration, SmtpSettings.AUTH_MECHANISMS, List.of()),
        spoken,
        configuration.get(SmtpSettings.AUTH_PLAIN_TEXT));
  }

  @Override
  public SmtpRules apply(SmtpSession session) {
    Facts facts = new SessionFacts(session);
    return new SmtpRules(
        hello.of(facts),
        pipelining.of(facts),
        chunking.of(facts),
        dsn.of(facts),
        vrfy.of(facts),
        expn.of(facts),
        spoken.only(mechanisms.of(facts)),
        plainText);
  }
}
