package org.mailkeep.directory.api;

import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// `session.rcpt.*`, as far as it says how addresses find accounts.
public final class AddressingSettings {
  /// Whether there are sub-addresses.
  public static final Setting<Boolean> SUB_ADDRESSING =
      Setting.bool("session.rcpt.sub-addressing")
          .or(true)
          .onRestart()
          .says("Mail for `jane+anything@` goes to `jane@` unless someone has the whole address.");

  /// Whether there are catch-alls.
  public static final Setting<Boolean> CATCH_ALL =
      Setting.bool("session.rcpt.catch-all")
          .or(true)
          .onRestart()
          .says("Mail for an address that nobody has goes to the account that has `@domain`.");

  private AddressingSettings() {}

  /// The rules of addressing.
  public static Addressing addressing(Configuration configuration) {
    return new Addressing(configuration.get(SUB_ADDRESSING), configuration.get(CATCH_ALL));
  }
}
