package org.mailkeep.imap;

import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// What an operator decides about logins over IMAP.
///
/// @param maxFailures failed logins after which a connection ends
/// @param allowPlainText whether clients on this host may log in without TLS
public record ImapRules(int maxFailures, boolean allowPlainText) {
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

  /// What is configured.
  public static ImapRules from(Configuration configuration) {
    return new ImapRules(configuration.get(MAX_FAILURES), configuration.get(ALLOW_PLAIN_TEXT));
  }
}
