package org.mailkeep.auth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The roles that there are. Immutable.
///
/// What several roles allow together is the union of what they and the roles in them enable,
/// without what any of them disables: a role that forbids something is stronger than those that
/// allow it, in whatever order they come.
public final class Roles {
  /// Those that every server has.
  public static final Roles STANDARD =
      new Roles(List.of(Role.USER, Role.ADMINISTRATOR, Role.TENANT_ADMINISTRATOR));

  /// Sets of names whose permissions are remembered.
  private static final int REMEMBERED = 10_000;

  private final Map<String, Role> roles = new TreeMap<>();
  private final Map<Set<String>, Set<Permission>> remembered = new ConcurrentHashMap<>();

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

  /// The one of this name.
  public Optional<Role> find(String name) {
    return Optional.ofNullable(roles.get(name));
  }

  /// What holders of these roles may do; a name that is not known allows nothing.
  public Set<Permission> permissions(Collection<String> names) {
    Set<String> all = Set.copyOf(names);
    Set<Permission> known = remembered.get(all);
    if (known != null) {
      return known;
    }
    Set<Permission> permissions = permissions(all, Set.of(), Set.of());
    if (remembered.size() < REMEMBERED) {
      remembered.put(all, permissions);
    }
    return permissions;
  }

  /// The same for who has permissions besides.
  ///
  /// @param enabled what they may do, too
  /// @param disabled what they may not do, whatever their roles say
  public Set<Permission> permissions(
      Collection<String> names, Collection<Permission> enabled, Collection<Permission> disabled) {
    var permissions = EnumSet.noneOf(Permission.class);
    permissions.addAll(enabled);
    List<Role> closure = closure(names);
    closure.forEach(role -> permissions.addAll(role.enabled()));
    closure.forEach(role -> permissions.removeAll(role.disabled()));
    permissions.removeAll(disabled);
    return Role.bits(permissions);
  }

  /// What these roles, and those in them, forbid.
  public Set<Permission> disabled(Collection<String> names) {
    var disabled = EnumSet.noneOf(Permission.class);
    closure(names).forEach(role -> disabled.addAll(role.disabled()));
    return Role.bits(disabled);
  }

  /// The same with one that is new, or takes the place of the one of its name.
  public Roles with(Role role) {
    var all = new TreeMap<>(roles);
    all.put(role.name(), role);
    return new Roles(all.values());
  }

  /// These roles and those in them, each once, also when they contain each other.
  private List<Role> closure(Collection<String> names) {
    var seen = new HashSet<String>(names);
    var found = new ArrayList<Role>();
    var waiting = new ArrayDeque<String>(seen);
    while (!waiting.isEmpty()) {
      Role role = roles.get(waiting.poll());
      if (role != null) {
        found.add(role);
        role.roles().stream().filter(seen::add).forEach(waiting::add);
      }
    }
    return found;
  }

  /// Whether a role would come to contain itself, were it to contain these.
  public boolean isCircular(String name, Collection<String> contained) {
    return contained.contains(name)
        || closure(contained).stream().anyMatch(role -> role.roles().contains(name));
  }

  /// Those that contain a role.
  public List<String> containing(String name) {
    return roles.values().stream()
        .filter(role -> role.roles().contains(name))
        .map(Role::name)
        .toList();
  }
}
