package org.mailkeep.auth;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mailkeep.directory.api.Account;

/// The roles that there are. Immutable.
public final class Roles {
  /// Those that every server has.
  public static final Roles STANDARD = new Roles(List.of(Role.USER, Role.ADMINISTRATOR));

  private final Map<String, Role> roles = new TreeMap<>();

  /// @throws IllegalArgumentException when two have one name
  public Roles(Collection<Role> roles) {
    for (Role role : roles) {
      if (this.roles.put(role.name(), role) != null) {
        throw new IllegalArgumentException("two roles " + role.name());
      }
    }
  }

  /// Their names, in order.
  public List<String> names() {
    return List.copyOf(roles.keySet());
  }

  /// Whether there is a role of this name.
  public boolean has(String name) {
    return roles.containsKey(name);
  }

  /// What holders of these roles may do; a name that is not known allows nothing.
  public Set<Permission> permissions(Collection<String> names) {
    var permissions = EnumSet.noneOf(Permission.class);
    for (String name : names) {
      Role role = roles.get(name);
      if (role != null) {
        permissions.addAll(role.permissions());
      }
    }
    return Set.copyOf(permissions);
  }

  /// Someone who has logged in.
  public Caller caller(Account account) {
    return new Caller(account.id(), account.login(), permissions(account.roles()));
  }
}
