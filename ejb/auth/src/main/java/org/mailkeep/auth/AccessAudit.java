package org.mailkeep.auth;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.outbox.AuditChange;

/// Changes of roles, keys and tenants as the audit trail tells them: the fields by the names that
/// interfaces use, and no secrets.
final class AccessAudit {
  private AccessAudit() {}

  static AuditChange role(@Nullable StoredRole before, @Nullable StoredRole after) {
    StoredRole there = there(before, after);
    @Nullable Role was = before == null ? null : before.role();
    @Nullable Role is = after == null ? null : after.role();
    var parts =
        new AuditChange.Parts()
            .field("description", of(was, Role::description), of(is, Role::description))
            .field(
                "enabledPermissions",
                of(was, role -> permissions(role.enabled())),
                of(is, role -> permissions(role.enabled())))
            .field(
                "disabledPermissions",
                of(was, role -> permissions(role.disabled())),
                of(is, role -> permissions(role.disabled())))
            .field(
                "roles",
                of(was, role -> joined(role.roles())),
                of(is, role -> joined(role.roles())));
    return new AuditChange(
        operation(before, after),
        "role",
        String.valueOf(there.id().value()),
        there.role().name(),
        parts.all());
  }

  static AuditChange key(@Nullable ApiKey before, @Nullable ApiKey after) {
    ApiKey there = there(before, after);
    @Nullable ApiKeyDraft was = before == null ? null : before.draft();
    @Nullable ApiKeyDraft is = after == null ? null : after.draft();
    var parts =
        new AuditChange.Parts()
            .field("name", of(was, ApiKeyDraft::name), of(is, ApiKeyDraft::name))
            .field(
                "description", of(was, ApiKeyDraft::description), of(is, ApiKeyDraft::description))
            .field("expires", of(was, ApiKeyDraft::expires), of(is, ApiKeyDraft::expires))
            .field(
                "allowedIps",
                of(was, key -> joined(key.networks())),
                of(is, key -> joined(key.networks())))
            .field("roles", of(was, key -> joined(key.roles())), of(is, key -> joined(key.roles())))
            .field(
                "enabledPermissions",
                of(was, key -> permissions(key.enabled())),
                of(is, key -> permissions(key.enabled())))
            .field(
                "disabledPermissions",
                of(was, key -> permissions(key.disabled())),
                of(is, key -> permissions(key.disabled())))
            .field("tenant", of(was, ApiKeyDraft::tenant), of(is, ApiKeyDraft::tenant));
    return new AuditChange(
        operation(before, after),
        "api-key",
        String.valueOf(there.id().value()),
        there.draft().name(),
        parts.all());
  }

  static AuditChange tenant(DomainName domain, @Nullable String before, @Nullable String after) {
    var parts = new AuditChange.Parts().field("tenant", before, after);
    return new AuditChange("update", "domain", domain.ascii(), domain.unicode(), parts.all());
  }

  private static <T> T there(@Nullable T before, @Nullable T after) {
    T there = after != null ? after : before;
    if (there == null) {
      throw new IllegalArgumentException("something that never was");
    }
    return there;
  }

  private static String operation(@Nullable Object before, @Nullable Object after) {
    return before == null ? "create" : after == null ? "delete" : "update";
  }

  private static <T> @Nullable Object of(@Nullable T whole, Function<T, @Nullable Object> part) {
    return whole == null ? null : part.apply(whole);
  }

  private static String permissions(Collection<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::text).collect(Collectors.joining(", "));
  }

  private static String joined(Collection<?> items) {
    return items.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }
}
