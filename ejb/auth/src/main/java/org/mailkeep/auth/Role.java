package org.mailkeep.auth;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Permissions under a name.
///
/// @param name as accounts and other roles refer to it
/// @param description for people; may be empty
/// @param enabled what its holders may do
/// @param disabled what its holders may not do, whatever other roles of theirs say
/// @param roles names of roles whose enabled and disabled permissions it has, too
public record Role(
    String name,
    String description,
    Set<Permission> enabled,
    Set<Permission> disabled,
    Set<String> roles) {
  /// Whoever has mail here.
  public static final Role USER = new Role("user", "Whoever has mail here.", ofUsers());

  /// Whoever looks after the server.
  public static final Role ADMINISTRATOR =
      new Role("admin", "Whoever looks after the server.", EnumSet.allOf(Permission.class));

  /// Whoever looks after the principals of one tenant.
  public static final Role TENANT_ADMINISTRATOR =
      new Role(
          "tenant-admin",
          "Whoever looks after the domains of one tenant, and who is in them.",
          ofTenantAdministrators());

  public Role {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a role without a name");
    }
    enabled = bits(enabled);
    disabled = bits(disabled);
    roles = Set.copyOf(roles);
  }

  /// A role that forbids nothing and has no others.
  public Role(String name, String description, Set<Permission> enabled) {
    this(name, description, enabled, Set.of(), Set.of());
  }

  /// The same permissions as a set of bits that nobody can change: asking it costs nanoseconds.
  static Set<Permission> bits(Collection<Permission> permissions) {
    return Collections.unmodifiableSet(
        permissions.isEmpty() ? EnumSet.noneOf(Permission.class) : EnumSet.copyOf(permissions));
  }

  private static Set<Permission> ofUsers() {
    var set = EnumSet.range(Permission.SMTP_AUTHENTICATE, Permission.PASSWORD_UPDATE);
    set.add(Permission.AUTHENTICATE);
    return set;
  }

  private static Set<Permission> ofTenantAdministrators() {
    var set = EnumSet.range(Permission.PRINCIPAL_LIST, Permission.PRINCIPAL_DELETE);
    set.addAll(ofUsers());
    set.addAll(
        EnumSet.of(
            Permission.ROLE_LIST,
            Permission.ROLE_GET,
            Permission.DOMAIN_LIST,
            Permission.DOMAIN_GET,
            Permission.DOMAIN_UPDATE));
    set.addAll(EnumSet.range(Permission.API_KEY_LIST, Permission.API_KEY_DELETE));
    return set;
  }
}
