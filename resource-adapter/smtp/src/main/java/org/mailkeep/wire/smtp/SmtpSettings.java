package org.mailkeep.wire.smtp;

import java.time.Duration;
import java.util.List;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;

/// `session.*`, as far as the wire goes by it: extensions and limits of SMTP, submission and LMTP.
public final class SmtpSettings {
  private static final int MANY = 1_000_000;

  /// The mechanisms that AUTH knows.
  public enum AuthMechanism {
    /// RFC 4616.
    PLAIN,
    /// draft-murchison-sasl-login-00.
    LOGIN
  }

  /// Wait for the client.
  public static final Setting<Duration> TIMEOUT =
      Setting.duration("session.timeout")
          .or(Duration.ofMinutes(5))
          .says("How long an SMTP client may be silent before the connection is closed.");

  /// Length of a session.
  public static final Setting<Duration> DURATION =
      Setting.duration("session.duration")
          .or(Duration.ofMinutes(10))
          .says("How long an SMTP session may last.");

  /// Octets of a session.
  public static final Setting<DataSize> TRANSFER_LIMIT =
      Setting.size("session.transfer-limit")
          .or(new DataSize(262_144_000))
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
  public static final Setting<Integer> ERRORS =
      Setting.integer("session.errors.total", 1, MANY)
          .or(20)
          .says("Refused commands, other than logins and recipients, that end an SMTP session.");

  /// Pause after such an error.
  public static final Setting<Duration> ERRORS_WAIT =
      Setting.duration("session.errors.wait")
          .or(Duration.ofMillis(500))
          .says("How long the reply to such a command is held back.");

  /// Hello before MAIL.
  public static final Setting<Boolean> HELLO_REQUIRED =
      Setting.bool("session.ehlo.require")
          .or(true)
          .says("Whether a client must say EHLO, HELO or LHLO before it sends mail.");

  /// PIPELINING.
  public static final Setting<Boolean> PIPELINING =
      Setting.bool("session.extensions.pipelining")
          .or(true)
          .says("Whether PIPELINING is announced.");

  /// CHUNKING.
  public static final Setting<Boolean> CHUNKING =
      Setting.bool("session.extensions.chunking")
          .or(true)
          .says("Whether CHUNKING and BINARYMIME are offered.");

  /// DSN.
  public static final Setting<Boolean> DSN =
      Setting.bool("session.extensions.dsn")
          .or(true)
          .says("Whether delivery status notifications can be asked for.");

  /// Mechanisms of AUTH.
  public static final Setting<List<AuthMechanism>> AUTH_MECHANISMS =
      Setting.list("session.auth.mechanisms", ValueTypes.choice(AuthMechanism.class))
          .or(List.of(AuthMechanism.PLAIN, AuthMechanism.LOGIN))
          .says("The mechanisms that AUTH offers on submission listeners, under TLS.");

  /// AUTH without TLS.
  public static final Setting<Boolean> AUTH_PLAIN_TEXT =
      Setting.bool("session.auth.allow-plain-text")
          .or(false)
          .says("Whether AUTH is offered without TLS to clients on this machine.");

  /// Failed logins.
  public static final Setting<Integer> AUTH_ERRORS =
      Setting.integer("session.auth.errors.total", 1, MANY)
          .or(3)
          .formerly("session.auth.errors.max")
          .says("Failed logins that end an SMTP session.");

  /// Pause after a failed login.
  public static final Setting<Duration> AUTH_ERRORS_WAIT =
      Setting.duration("session.auth.errors.wait")
          .or(Duration.ofSeconds(5))
          .says("How long the reply to a failed login is held back.");

  /// Recipients.
  public static final Setting<Integer> MAX_RECIPIENTS =
      Setting.integer("session.rcpt.max-recipients", 1, MANY)
          .or(100)
          .says("Recipients of one message.");

  /// Refused recipients.
  public static final Setting<Integer> RCPT_ERRORS =
      Setting.integer("session.rcpt.errors.total", 1, MANY)
          .or(5)
          .formerly("session.rcpt.errors.max")
          .says("Refused recipients that end an SMTP session; LMTP has no such limit.");

  /// Pause after a refused recipient.
  public static final Setting<Duration> RCPT_ERRORS_WAIT =
      Setting.duration("session.rcpt.errors.wait")
          .or(Duration.ofSeconds(5))
          .says("How long the reply to a refused recipient is held back.");

  /// Messages.
  public static final Setting<Integer> MAX_MESSAGES =
      Setting.integer("session.data.limits.messages", 1, MANY)
          .or(10_000)
          .says("Messages of one SMTP session.");

  /// Size of a message.
  public static final Setting<DataSize> MAX_SIZE =
      Setting.size("session.data.limits.size")
          .or(new DataSize(104_857_600))
          .says("The largest message that is taken in.");

  private SmtpSettings() {}

  /// What a listener for this service goes by.
  public static SmtpSetup setup(Configuration configuration, SmtpService service) {
    return new SmtpSetup(service, rules(configuration, service), limits(configuration, service));
  }

  private static SmtpRules rules(Configuration configuration, SmtpService service) {
    var mechanisms = configuration.get(AUTH_MECHANISMS).stream().map(AuthMechanism::name).toList();
    return new SmtpRules(
        configuration.get(HELLO_REQUIRED),
        configuration.get(PIPELINING),
        configuration.get(CHUNKING),
        configuration.get(DSN),
        service == SmtpService.SUBMISSION ? mechanisms : List.of(),
        configuration.get(AUTH_PLAIN_TEXT));
  }

  // LMTP comes from a server nearby that guesses at nothing: a list's dead addresses must not end
  // its session.
  private static SmtpLimits limits(Configuration configuration, SmtpService service) {
    return new SmtpLimits(
        configuration.get(COMMAND_LINE),
        configuration.get(AUTH_LINE),
        configuration.get(MAX_RECIPIENTS),
        configuration.get(MAX_MESSAGES),
        configuration.get(MAX_SIZE).bytes(),
        configuration.get(TRANSFER_LIMIT).bytes(),
        configuration.get(TIMEOUT),
        configuration.get(DURATION),
        errors(configuration, ERRORS, ERRORS_WAIT),
        service == SmtpService.LMTP
            ? SmtpLimits.Errors.NONE
            : errors(configuration, RCPT_ERRORS, RCPT_ERRORS_WAIT),
        errors(configuration, AUTH_ERRORS, AUTH_ERRORS_WAIT));
  }

  private static SmtpLimits.Errors errors(
      Configuration configuration, Setting<Integer> total, Setting<Duration> pause) {
    return new SmtpLimits.Errors(configuration.get(total), configuration.get(pause));
  }
}
