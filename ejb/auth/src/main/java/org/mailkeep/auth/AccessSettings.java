package org.mailkeep.auth;

import org.mailkeep.settings.Setting;

/// How many roles and keys of the API there can be.
public final class AccessSettings {
  /// Roles.
  public static final Setting<Integer> ROLES =
      Setting.integer("authentication.max-roles", 1, 10_000)
          .or(1_000)
          .onRestart()
          .says("Roles that can be made beside those that every server has.");

  /// Keys.
  public static final Setting<Integer> API_KEYS =
      Setting.integer("authentication.max-api-keys", 1, 100_000)
          .or(1_000)
          .onRestart()
          .says("Keys of the REST API that can be made.");

  private AccessSettings() {}
}
