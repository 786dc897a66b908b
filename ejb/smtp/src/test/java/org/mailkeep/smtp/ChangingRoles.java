package org.mailkeep.smtp;

import java.util.EnumSet;
import java.util.List;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.auth.Roles;

/// A role `user` whose permissions a test takes away and gives back.
final class ChangingRoles implements Authority.Book {
  private Roles roles = Roles.STANDARD;
  private long version;

  /// Users may everything but this from now on.
  void without(Permission... missing) {
    var enabled = EnumSet.copyOf(Role.USER.enabled());
    enabled.removeAll(List.of(missing));
    roles = new Roles(List.of(new Role("user", "", enabled)));
    version++;
  }

  @Override
  public Roles now() {
    return roles;
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public void touch() {
    throw new AssertionError("nobody's roles are changed");
  }
}
