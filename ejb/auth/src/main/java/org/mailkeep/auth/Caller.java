package org.mailkeep.auth;

import java.util.Set;
import org.mailkeep.kernel.AccountId;

/// Who asks for something, after logging in.
///
/// @param account whose login it was
/// @param login the login name, for the audit trail
/// @param permissions what they may do
public record Caller(AccountId account, String login, Set<Permission> permissions) {
  public Caller {
    permissions = Set.copyOf(permissions);
  }

  /// Whether they may.
  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }
}
