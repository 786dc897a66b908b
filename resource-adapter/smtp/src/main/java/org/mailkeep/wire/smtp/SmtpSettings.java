package org.mailkeep.wire.smtp;

import java.time.Duration;
import java.util.List;
import org.mailkeep.expression.Rule;
import org.mailkeep.expression.RuleType;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.wire.sasl.MechanismName;
import org.mailkeep.wire.sasl.Mechanisms;

/// `session.*`, as far as the wire goes by it: extensions and limits of SMTP, submission and LMTP.
public final class SmtpSettings {
  private static final int MANY = 1_000_000;
  private static final String LOGGED_IN = "authenticated_as != ''";
  private static final RuleType<Boolean> TRUTH = RuleType.truth();
  private static final RuleType<Duration> SPAN = RuleType.duration();
  private static final RuleType<DataSize> SIZE = RuleType.number(ValueTypes.size(1));
  private static final RuleType<Integer> COUNT = RuleType.number(ValueTypes.integer(1, MANY));
  private static final RuleType<List<MechanismName>> MECHANISMS =
      RuleType.choices(MechanismName.class);

  /// Wait for the client.
  public static final Setting<Rule<Duration>> TIMEOUT =
      Setting.of("session.timeout", SPAN.in(SmtpScopes.CONNECTION))
          .or(Rule.always(SPAN, Duration.ofMinutes(5)))
          .says("How long an SMTP client may be silent before the connection is closed.");

  /// Length of a session.
  public static final Setting<Rule<Duration>> DURATION =
      Setting.of("session.duration", SPAN.in(SmtpScopes.CONNECTION))
          .or(Rule.always(SPAN, Duration.ofMinutes(10)))
          .says("How long an SMTP session may last.");

  /// Octets of a session.
  public static final Setting<Rule<DataSize>> TRANSFER_LIMIT =
      Setting.of("session.transfer-limit", SIZE.in(SmtpScopes.CONNECTION))
          .or(Rule.always(SIZE, new DataSize(262_144_000)))
          .says("How much message content one SMTP session may send.");

  /// Length of a command.
  public static final Setting<Integer> COMMAND_LINE =
      Setting.integer("session.limits.command-line", 512, 65_536)
          .or(2048)
          .says("Octets of an SMTP command line, with its line end.");

  /// Length of a line within AUTH.
  public static final Setting<Integer> AUTH_LINE =
      Setting.integer("session.limits.auth-line", 512, 65_536)
          .or(12_288)
          .says("Octets of a line of an AUTH exchange.");

  /// Errors of other kinds.
  public static final Setting<Rule<Integer>> ERRORS =
      Setting.of("session.errors.total", COUNT.in(SmtpScopes.CONNECTION))
          .or(Rule.always(COUNT, 20))
          .says("Refused commands, other than logins and recipients, that end an SMTP session.");

  /// Pause after such an error.
  public static final Setting<Rule<Duration>> ERRORS_WAIT =
      Setting.of("session.errors.wait", SPAN.in(SmtpScopes.CONNECTION))
          .or(Rule.always(SPAN, Duration.ofMillis(500)))
          .says("How long the reply to such a command is held back.");

  /// Hello before MAIL.
  public static final Setting<Rule<Boolean>> HELLO_REQUIRED =
      Setting.of("session.ehlo.require", TRUTH.in(SmtpScopes.CONNECTION))
          .or(Rule.always(TRUTH, true))
          .says("Whether a client must say EHLO, HELO or LHLO before it sends mail.");

  /// PIPELINING.
  public static final Setting<Rule<Boolean>> PIPELINING =
      Setting.of("session.extensions.pipelining", TRUTH.in(SmtpScopes.SESSION))
          .or(Rule.always(TRUTH, true))
          .says("Whether PIPELINING is announced.");

  /// CHUNKING.
  public static final Setting<Rule<Boolean>> CHUNKING =
      Setting.of("session.extensions.chunking", TRUTH.in(SmtpScopes.SESSION))
          .or(Rule.always(TRUTH, true))
          .says("Whether CHUNKING and BINARYMIME are offered.");

  /// DSN.
  public static final Setting<Rule<Boolean>> DSN =
      Setting.of("session.extensions.dsn", TRUTH.in(SmtpScopes.SESSION))
          .or(Rule.always(TRUTH, true))
          .says("Whether delivery status notifications can be asked for.");

  /// VRFY.
  public static final Setting<Rule<Boolean>> VRFY =
      Setting.of("session.extensions.vrfy", TRUTH.in(SmtpScopes.SESSION))
          .or(Rule.of(TRUTH, SmtpScopes.SESSION, LOGGED_IN))
          .says("Whether VRFY tells the addresses that a text is part of.");

  /// EXPN.
  public static final Setting<Rule<Boolean>> EXPN =
      Setting.of("session.extensions.expn", TRUTH.in(SmtpScopes.SESSION))
          .or(Rule.of(TRUTH, SmtpScopes.SESSION, LOGGED_IN))
          .says("Whether EXPN tells the members of a list or group.");

  /// Mechanisms of AUTH.
  public static final Setting<Rule<List<MechanismName>>> AUTH_MECHANISMS =
      Setting.of("session.auth.mechanisms", MECHANISMS.in(SmtpScopes.SESSION))
          .or(Rule.always(MECHANISMS, MechanismName.all()))
          .says(
              "The mechanisms that AUTH offers on submission listeners, under TLS, as far as the"
                  + " directory can check what they prove: SCRAM where passwords have keys for it,"
                  + " EXTERNAL where clients show certificates, GSSAPI where there is a keytab.");

  /// AUTH without TLS.
  public static final Setting<Boolean> AUTH_PLAIN_TEXT =
      Setting.bool("session.auth.allow-plain-text")
          .or(false)
          .says("Whether AUTH is offered without TLS to clients on this machine.");

  /// Failed logins.
  public static final Setting<Rule<Integer>> AUTH_ERRORS =
      Setting.of("session.auth.errors.total", COUNT.in(SmtpScopes.CONNECTION))
          .or(Rule.always(COUNT, 3))
          .formerly("session.auth.errors.max")
          .says("Failed logins that end an SMTP session.");

  /// Pause after a failed login.
  public static final Setting<Rule<Duration>> AUTH_ERRORS_WAIT =
      Setting.of("session.auth.errors.wait", SPAN.in(SmtpScopes.CONNECTION))
          .or(Rule.always(SPAN, Duration.ofSeconds(5)))
          .says("How long the reply to a failed login is held back.");

  /// Recipients.
  public static final Setting<Rule<Integer>> MAX_RECIPIENTS =
      Setting.of("session.rcpt.max-recipients", COUNT.in(SmtpScopes.SENDER))
          .or(Rule.always(COUNT, 100))
          .says("Recipients of one message.");

  /// Refused recipients.
  public static final Setting<Rule<Integer>> RCPT_ERRORS =
      Setting.of("session.rcpt.errors.total", COUNT.in(SmtpScopes.CONNECTION))
          .or(Rule.always(COUNT, 5))
          .formerly("session.rcpt.errors.max")
          .says("Refused recipients that end an SMTP session; LMTP has no such limit.");

  /// Pause after a refused recipient.
  public static final Setting<Rule<Duration>> RCPT_ERRORS_WAIT =
      Setting.of("session.rcpt.errors.wait", SPAN.in(SmtpScopes.CONNECTION))
          .or(Rule.always(SPAN, Duration.ofSeconds(5)))
          .says("How long the reply to a refused recipient is held back.");

  /// Messages.
  public static final Setting<Rule<Integer>> MAX_MESSAGES =
      Setting.of("session.data.limits.messages", COUNT.in(SmtpScopes.SESSION))
          .or(Rule.always(COUNT, 10_000))
          .says("Messages of one SMTP session.");

  /// Size of a message.
  public static final Setting<Rule<DataSize>> MAX_SIZE =
      Setting.of("session.data.limits.size", SIZE.in(SmtpScopes.SESSION))
          .or(Rule.always(SIZE, new DataSize(104_857_600)))
          .says("The largest message that is taken in.");

  private SmtpSettings() {}

  /// What a listener for this service goes by.
  ///
  /// @param mechanisms all that the server can speak
  public static SmtpSetup setup(
      Configuration configuration, SmtpService service, Mechanisms mechanisms) {
    return new SmtpSetup(
        service,
        RulesOfSession.of(
            configuration, service == SmtpService.SUBMISSION ? mechanisms : Mechanisms.none()),
        LimitsOfSession.of(configuration, service));
  }
}
