package org.mailkeep.pop3;

import java.time.Duration;
import java.util.Optional;
import org.mailkeep.kernel.Rate;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.wire.imap.ImapSettings;

/// What an operator decides about accounts' use of POP3.
///
/// @param maxFailures failed logins after which a connection ends
/// @param allowPlainText whether clients on this host may log in without TLS
/// @param requests commands of one session; empty for no limit
/// @param loginDelay between two logins of one account; empty for none
public record Pop3Rules(
    int maxFailures,
    boolean allowPlainText,
    Optional<Rate> requests,
    Optional<Duration> loginDelay) {

  /// `pop3.auth.max-failures`.
  public static final Setting<Integer> MAX_FAILURES =
      Setting.integer("pop3.auth.max-failures", 1, 100)
          .orSameAs(ImapSettings.MAX_FAILURES)
          .says("Failed logins after which a POP3 connection is closed.");

  /// `pop3.auth.allow-plain-text`.
  public static final Setting<Boolean> ALLOW_PLAIN_TEXT =
      Setting.bool("pop3.auth.allow-plain-text")
          .or(false)
          .says("Whether POP3 clients on this host may log in without TLS. Others never may.");

  /// `pop3.rate-limit.requests`.
  public static final Setting<Optional<Rate>> REQUESTS =
      Setting.rate("pop3.rate-limit.requests")
          .or(Optional.empty())
          .says(
              "POP3 commands of one session, such as 2000/1m; more are refused. A maildrop of"
                  + " 10,000 messages takes 10,000 commands to read.");

  /// `pop3.rate-limit.login-delay`.
  public static final Setting<Optional<Duration>> LOGIN_DELAY =
      Setting.of("pop3.rate-limit.login-delay", ValueTypes.DURATION_TYPE.orNone())
          .or(Optional.empty())
          .says(
              "Time that has to pass between two POP3 logins of one account, at least a second"
                  + " (LOGIN-DELAY of RFC 2449).");

  /// What holds when nothing is configured.
  public static Pop3Rules defaults() {
    return new Pop3Rules(3, false, Optional.empty(), Optional.empty());
  }

  /// What is configured.
  public static Pop3Rules from(Configuration configuration) {
    return new Pop3Rules(
        configuration.get(MAX_FAILURES),
        configuration.get(ALLOW_PLAIN_TEXT),
        configuration.get(REQUESTS),
        configuration.get(LOGIN_DELAY));
  }
}
