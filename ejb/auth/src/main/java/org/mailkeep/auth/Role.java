package org.mailkeep.auth;

import java.util.EnumSet;
import java.util.Set;

/// Permissions under a name.
///
/// @param name as accounts refer to it
/// @param permissions what its holders may do
public record Role(String name, Set<Permission> permissions) {
  /// Whoever has mail here.
  public static final Role USER =
      new Role(
          "user",
          EnumSet.of(
              Permission.LOGIN,
              Permission.SUBMIT_MAIL,
              Permission.READ_MAIL,
              Permission.CHANGE_OWN_PASSWORD));

  /// Whoever looks after the server.
  public static final Role ADMINISTRATOR = new Role("admin", EnumSet.allOf(Permission.class));

  public Role {
    permissions = Set.copyOf(permissions);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a role without a name");
    }
  }
}
