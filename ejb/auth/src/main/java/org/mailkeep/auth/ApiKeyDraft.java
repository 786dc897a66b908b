package org.mailkeep.auth;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.settings.IpNetwork;

/// A key of the API as it is to be.
///
/// @param name as people call it, each once
/// @param description for people; may be empty
/// @param expires when it ends, or null when somebody has to remove it
/// @param networks where it may come from; empty for anywhere
/// @param roles names of its roles
/// @param enabled what it may do besides
/// @param disabled what it may not do, whatever its roles say
/// @param tenant whose principals it may see and change when it may not cross tenants; empty for
///   none
public record ApiKeyDraft(
    String name,
    String description,
    @Nullable Instant expires,
    List<IpNetwork> networks,
    Set<String> roles,
    Set<Permission> enabled,
    Set<Permission> disabled,
    String tenant) {
  public ApiKeyDraft {
    networks = List.copyOf(networks);
    roles = Set.copyOf(roles);
    enabled = Role.bits(enabled);
    disabled = Role.bits(disabled);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a key without a name");
    }
  }

  /// A key that may do nothing yet.
  public static ApiKeyDraft of(String name) {
    return new ApiKeyDraft(name, "", null, List.of(), Set.of(), Set.of(), Set.of(), "");
  }

  /// The same under another name.
  public ApiKeyDraft withName(String value) {
    return new ApiKeyDraft(value, description, expires, networks, roles, enabled, disabled, tenant);
  }

  /// The same with another description.
  public ApiKeyDraft withDescription(String value) {
    return new ApiKeyDraft(name, value, expires, networks, roles, enabled, disabled, tenant);
  }

  /// The same until another time.
  public ApiKeyDraft withExpires(@Nullable Instant value) {
    return new ApiKeyDraft(name, description, value, networks, roles, enabled, disabled, tenant);
  }

  /// The same from elsewhere.
  public ApiKeyDraft withNetworks(List<IpNetwork> value) {
    return new ApiKeyDraft(name, description, expires, value, roles, enabled, disabled, tenant);
  }

  /// The same with other roles.
  public ApiKeyDraft withRoles(Set<String> value) {
    return new ApiKeyDraft(name, description, expires, networks, value, enabled, disabled, tenant);
  }

  /// The same with other permissions besides.
  public ApiKeyDraft withEnabled(Set<Permission> value) {
    return new ApiKeyDraft(name, description, expires, networks, roles, value, disabled, tenant);
  }

  /// The same with other permissions taken away.
  public ApiKeyDraft withDisabled(Set<Permission> value) {
    return new ApiKeyDraft(name, description, expires, networks, roles, enabled, value, tenant);
  }

  /// The same for another tenant.
  public ApiKeyDraft withTenant(String value) {
    return new ApiKeyDraft(name, description, expires, networks, roles, enabled, disabled, value);
  }
}
