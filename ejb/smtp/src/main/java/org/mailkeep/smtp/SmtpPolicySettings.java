package org.mailkeep.smtp;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.wire.smtp.SmtpService;

/// `session.*`, as far as it decides which mail is taken in.
public final class SmtpPolicySettings {
  private static final int MANY = 1_000_000;

  /// The greeting.
  public static final Setting<String> GREETING =
      Setting.constant("session.connect.greeting")
          .or("Mailkeep")
          .says("What the greeting says after the server's name and ESMTP.");

  /// Names of clients.
  public static final Setting<Boolean> REJECT_NON_FQDN =
      Setting.bool("session.ehlo.reject-non-fqdn")
          .unsetMeans("true for mail from other servers, false elsewhere")
          .says(
              "Whether clients must say hello with a fully qualified name or an address literal."
                  + " Clients on this machine are excused.");

  /// Login before MAIL.
  public static final Setting<Boolean> AUTH_REQUIRE =
      Setting.bool("session.auth.require")
          .unsetMeans("true for submission, false elsewhere")
          .says("Whether a client must log in before it sends mail.");

  /// Sender of a login.
  public static final Setting<Boolean> MUST_MATCH_SENDER =
      Setting.bool("session.auth.must-match-sender")
          .or(true)
          .says("Whether a login may only send as addresses that it owns.");

  /// Date and Message-ID.
  public static final Setting<Boolean> COMPLETE =
      Setting.bool("session.data.complete-headers")
          .unsetMeans("true for submission, false elsewhere")
          .says(
              "Whether a missing Date or Message-ID is added, and a message whose header section"
                  + " cannot be read is refused.");

  /// Hops.
  public static final Setting<Integer> RECEIVED_HEADERS =
      Setting.integer("session.data.limits.received-headers", 1, MANY)
          .or(50)
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
        configuration.get(GREETING),
        services(configuration.find(REJECT_NON_FQDN), SmtpService.RELAY),
        services(configuration.find(AUTH_REQUIRE), SmtpService.SUBMISSION),
        configuration.get(MUST_MATCH_SENDER),
        services(configuration.find(COMPLETE), SmtpService.SUBMISSION),
        new SmtpPolicy.HeaderLimits(
            configuration.get(RECEIVED_HEADERS),
            configuration.get(HEADER_FIELDS),
            configuration.get(HEADER_SIZE).bytes()));
  }

  // LMTP knows no login and no strangers' names, so a `true` means the other two.
  private static Set<SmtpService> services(Optional<Boolean> said, SmtpService usually) {
    return said.map(all ->
            all
                ? EnumSet.of(SmtpService.RELAY, SmtpService.SUBMISSION)
                : EnumSet.noneOf(SmtpService.class))
        .orElseGet(() -> EnumSet.of(usually));
  }
}
