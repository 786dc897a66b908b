package org.mailkeep.wire.smtp;

import java.time.Duration;
import java.util.function.Function;
import org.mailkeep.expression.Choice;
import org.mailkeep.expression.Facts;
import org.mailkeep.expression.Rule;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// What a listener's sessions may take, each by its own rules. A rule that comes to no value counts
/// as the default of its setting.
///
/// @param commandLine octets of a command line
/// @param authLine octets of a line of an AUTH exchange
/// @param countsRecipients whether refused recipients end a session
record LimitsOfSession(
    int commandLine,
    int authLine,
    Choice<Integer> recipients,
    Choice<Integer> messages,
    Choice<DataSize> size,
    Choice<DataSize> transfer,
    Choice<Duration> timeout,
    Choice<Duration> duration,
    Errors errors,
    Errors rcptErrors,
    Errors authErrors,
    boolean countsRecipients)
    implements Function<SmtpSession, SmtpLimits> {

  /// How many errors of a kind end the session, and how long the reply to each is held back.
  record Errors(Choice<Integer> total, Choice<Duration> pause) {
    SmtpLimits.Errors of(Facts facts) {
      return new SmtpLimits.Errors(total.of(facts), pause.of(facts));
    }
  }

  // LMTP comes from a server nearby that guesses at nothing: a list's dead addresses must not end
  // its session.
  static LimitsOfSession of(Configuration configuration, SmtpService service) {
    return new LimitsOfSession(
        configuration.get(SmtpSettings.COMMAND_LINE),
        configuration.get(SmtpSettings.AUTH_LINE),
        Choice.of(configuration, SmtpSettings.MAX_RECIPIENTS),
        Choice.of(configuration, SmtpSettings.MAX_MESSAGES),
        Choice.of(configuration, SmtpSettings.MAX_SIZE),
        Choice.of(configuration, SmtpSettings.TRANSFER_LIMIT),
        Choice.of(configuration, SmtpSettings.TIMEOUT),
        Choice.of(configuration, SmtpSettings.DURATION),
        errors(configuration, SmtpSettings.ERRORS, SmtpSettings.ERRORS_WAIT),
        errors(configuration, SmtpSettings.RCPT_ERRORS, SmtpSettings.RCPT_ERRORS_WAIT),
        errors(configuration, SmtpSettings.AUTH_ERRORS, SmtpSettings.AUTH_ERRORS_WAIT),
        service != SmtpService.LMTP);
  }

  private static Errors errors(
      Configuration configuration, Setting<Rule<Integer>> total, Setting<Rule<Duration>> pause) {
    return new Errors(Choice.of(configuration, total), Choice.of(configuration, pause));
  }

  @Override
  public SmtpLimits apply(SmtpSession session) {
    Facts facts = new SessionFacts(session);
    return new SmtpLimits(
        commandLine,
        authLine,
        recipients.of(facts),
        messages.of(facts),
        size.of(facts).bytes(),
        transfer.of(facts).bytes(),
        timeout.of(facts),
        duration.of(facts),
        errors.of(facts),
        countsRecipients ? rcptErrors.of(facts) : SmtpLimits.Errors.NONE,
        authErrors.of(facts));
  }
}
