package org.mailkeep.smtp;

import org.mailkeep.expression.Choice;
import org.mailkeep.expression.Rule;
import org.mailkeep.expression.RuleType;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.wire.smtp.SmtpService;

/// `session.*`, as far as it decides which mail is taken in.
public final class SmtpPolicySettings {
  private static final int MANY = 1_000_000;
  private static final String LOGGED_IN = "authenticated_as != ''";
  private static final RuleType<Boolean> TRUTH = RuleType.truth();
  private static final RuleType<String> TEXT = RuleType.text();
  private static final RuleType<Integer> COUNT = RuleType.number(ValueTypes.integer(1, MANY));

  /// The greeting.
  public static final Setting<Rule<String>> GREETING =
      Setting.of("session.connect.greeting", TEXT.in(RuleWorlds.CONNECTION))
          .or(Rule.always(TEXT, "Mailkeep"))
          .says("What the greeting says after the server's name and ESMTP.");

  /// Names of clients.
  public static final Setting<Rule<Boolean>> REJECT_NON_FQDN =
      Setting.of("session.ehlo.reject-non-fqdn", TRUTH.in(RuleWorlds.CONNECTION))
          .unsetMeans("true for mail from other servers, false elsewhere")
          .says(
              "Whether clients must say hello with a fully qualified name or an address literal."
                  + " Clients on this machine are excused.");

  /// Login before MAIL.
  public static final Setting<Rule<Boolean>> AUTH_REQUIRE =
      Setting.of("session.auth.require", TRUTH.in(RuleWorlds.SENDER))
          .unsetMeans("true for submission, false elsewhere")
          .says("Whether a client must log in before it sends mail.");

  /// Sender of a login.
  public static final Setting<Rule<Boolean>> MUST_MATCH_SENDER =
      Setting.of("session.auth.must-match-sender", TRUTH.in(RuleWorlds.SENDER))
          .or(Rule.always(TRUTH, true))
          .says("Whether a login may only send as addresses that it owns.");

  /// Mail to elsewhere.
  public static final Setting<Rule<Boolean>> RELAY =
      Setting.of("session.rcpt.relay", TRUTH.in(RuleWorlds.RECIPIENT))
          .or(Rule.of(TRUTH, RuleWorlds.RECIPIENT, LOGGED_IN))
          .says(
              "Whether mail may go on to domains that are not ours. Where it is true for strangers,"
                  + " anybody can send anything to anyone; LMTP never passes mail on.");

  /// Date and Message-ID.
  public static final Setting<Rule<Boolean>> COMPLETE =
      Setting.of("session.data.complete-headers", TRUTH.in(RuleWorlds.MESSAGE))
          .unsetMeans("true for submission, false elsewhere")
          .says(
              "Whether a missing Date or Message-ID is added, and a message whose header section"
                  + " cannot be read is refused.");

  /// Hops.
  public static final Setting<Rule<Integer>> RECEIVED_HEADERS =
      Setting.of("session.data.limits.received-headers", COUNT.in(RuleWorlds.MESSAGE))
          .or(Rule.always(COUNT, 50))
          .says("Received fields of a message; one with more goes around in a circle.");

  /// Fields.
  public static final Setting<Integer> HEADER_FIELDS =
      Setting.integer("session.data.limits.header-fields", 1, MANY)
          .or(1000)
          .says("Fields of a message's header section.");

  /// Octets of the header section.
  public static final Setting<DataSize> HEADER_SIZE =
      Setting.size("session.data.limits.header-size")
          .orText("1m")
          .says("The largest header section of a message.");

  private SmtpPolicySettings() {}

  /// The rules of a configuration.
  ///
  /// @param hostname our name, fully qualified
  public static SmtpPolicy policy(Configuration configuration, String hostname) {
    return new SmtpPolicy(
        hostname,
        Choice.of(configuration, GREETING),
        new SmtpPolicy.Demands(
            demand(configuration, REJECT_NON_FQDN, SmtpService.RELAY),
            demand(configuration, AUTH_REQUIRE, SmtpService.SUBMISSION),
            Choice.of(configuration, MUST_MATCH_SENDER),
            demand(configuration, COMPLETE, SmtpService.SUBMISSION)),
        Choice.of(configuration, RELAY, false),
        new SmtpPolicy.Header(
            Choice.of(configuration, RECEIVED_HEADERS),
            configuration.get(HEADER_FIELDS),
            configuration.get(HEADER_SIZE).bytes()));
  }

  private static SmtpPolicy.Demand demand(
      Configuration configuration, Setting<Rule<Boolean>> setting, SmtpService usually) {
    return new SmtpPolicy.Demand(Choice.find(configuration, setting, true), usually);
  }
}
