package org.mailkeep.auth;

import java.util.Optional;
import java.util.Set;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Actor;

/// Who asks for something, after logging in.
///
/// @param account whose login it was
/// @param login the login name, for the audit trail
/// @param permissions what they may do
/// @param tenant whose principals they see and change unless they may cross tenants; empty for none
/// @param actor as whom the audit trail tells of them
public record Caller(
    AccountId account, String login, Set<Permission> permissions, String tenant, Actor actor) {
  public Caller {
    permissions = Role.bits(permissions);
  }

  /// Someone of no tenant, of whom it is not known how they logged in, and from where.
  public Caller(AccountId account, String login, Set<Permission> permissions) {
    this(account, login, permissions, "");
  }

  /// Someone of whom it is not known how they logged in, and from where.
  public Caller(AccountId account, String login, Set<Permission> permissions, String tenant) {
    this(account, login, permissions, tenant, new Actor(login, "", ""));
  }

  /// The same, as the audit trail shall tell of them.
  public Caller as(Actor who) {
    return new Caller(account, login, permissions, tenant, who);
  }

  /// Whether they may.
  public boolean may(Permission permission) {
    return missing(permission).isEmpty();
  }

  /// What they would have to be given to be allowed something; empty when they may.
  public Optional<Permission> missing(Permission permission) {
    if (!permissions.contains(permission)) {
      return Optional.of(permission);
    }
    return permission.isOfServer() && !tenant.isEmpty() && !crossesTenants()
        ? Optional.of(Permission.CROSS_TENANT)
        : Optional.empty();
  }

  private boolean crossesTenants() {
    return permissions.contains(Permission.CROSS_TENANT);
  }

  /// Whether what belongs to a tenant is theirs to see and change, as far as they may at all.
  ///
  /// @param owner empty for what belongs to none
  public boolean reaches(String owner) {
    return crossesTenants() || (!owner.isEmpty() && owner.equals(tenant));
  }

  /// The first of these permissions that they do not have: nobody gives, or takes over, what they
  /// do not have themselves.
  public Optional<Permission> lacks(Set<Permission> others) {
    return others.stream().filter(permission -> !may(permission)).findFirst();
  }
}
