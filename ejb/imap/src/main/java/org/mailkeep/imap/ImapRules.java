package org.mailkeep.imap;

import java.util.Optional;
import org.mailkeep.kernel.Rate;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// What an operator decides about accounts' use of IMAP.
///
/// @param maxFailures failed logins after which a connection ends
/// @param allowPlainText whether clients on this host may log in without TLS
/// @param requests commands of one account; empty for no limit
/// @param sessions of one account at once; empty for no limit
public record ImapRules(
    int maxFailures, boolean allowPlainText, Optional<Rate> requests, Optional<Integer> sessions) {
  /// `imap.auth.max-failures`.
  public static final Setting<Integer> MAX_FAILURES =
      Setting.integer("imap.auth.max-failures", 1, 100)
          .or(3)
          .says("Failed logins after which an IMAP connection is closed.");

  /// `imap.auth.allow-plain-text`.
  public static final Setting<Boolean> ALLOW_PLAIN_TEXT =
      Setting.bool("imap.auth.allow-plain-text")
          .or(false)
          .says("Whether IMAP clients on this host may log in without TLS. Others never may.");

  /// `imap.rate-limit.requests`.
  public static final Setting<Rate> REQUESTS =
      Setting.rate("imap.rate-limit.requests")
          .unsetMeans("no limit")
          .says("IMAP commands of one account, over all its sessions; more are refused.");

  /// `imap.rate-limit.concurrent`.
  public static final Setting<Integer> SESSIONS =
      Setting.integer("imap.rate-limit.concurrent", 1, 1_000_000)
          .unsetMeans("no limit")
          .says("IMAP sessions that one account may have at once.");

  /// What holds when nothing is configured.
  public static ImapRules defaults() {
    return new ImapRules(3, false, Optional.empty(), Optional.empty());
  }

  /// The same with logins in plain text, from this host.
  public ImapRules withPlainText() {
    return new ImapRules(maxFailures, true, requests, sessions);
  }

  /// What is configured.
  public static ImapRules from(Configuration configuration) {
    return new ImapRules(
        configuration.get(MAX_FAILURES),
        configuration.get(ALLOW_PLAIN_TEXT),
        configuration.find(REQUESTS),
        configuration.find(SESSIONS));
  }
}
