package org.mailkeep.imap;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.auth.Roles;

/// A role `user` whose permissions a test takes away and gives back.
final class ChangingRoles implements Authority.Book {
  private volatile Roles roles = Roles.STANDARD;
  private final AtomicLong version = new AtomicLong();

  /// Users may everything, SETQUOTA included, but this from now on.
  void without(Set<Permission> missing) {
    var enabled = EnumSet.copyOf(Role.USER.enabled());
    enabled.addAll(Set.of(Permission.IMAP_QUOTA_SET, Permission.CROSS_TENANT));
    enabled.removeAll(missing);
    roles = new Roles(List.of(new Role("user", "", enabled)));
    version.incrementAndGet();
  }

  @Override
  public Roles now() {
    return roles;
  }

  @Override
  public long version() {
    return version.get();
  }

  @Override
  public void touch() {
    throw new AssertionError("nobody's roles are changed");
  }
}
