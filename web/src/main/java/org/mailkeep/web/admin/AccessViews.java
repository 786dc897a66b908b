package org.mailkeep.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import org.mailkeep.admin.ApiKeyDetails;
import org.mailkeep.admin.OwnAccount;
import org.mailkeep.admin.RoleDetails;
import org.mailkeep.auth.ApiKeyDraft;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.settings.IpNetwork;

/// Who may do what, as JSON.
final class AccessViews {
  private AccessViews() {}

  /// Oneself.
  static JsonObject ownAccount(OwnAccount own) {
    Caller caller = own.caller();
    var json =
        own.details()
            .map(details -> Json.createObjectBuilder(PrincipalViews.account(details)))
            .orElseGet(() -> Json.createObjectBuilder().add("name", caller.login()));
    return json.add("permissions", permissions(caller.permissions())).build();
  }

  static JsonObject role(RoleDetails details) {
    Role role = details.role();
    var json = Json.createObjectBuilder();
    if (details.id() != null) {
      json.add("id", details.id().value());
    }
    json.add("type", "role")
        .add("name", role.name())
        .add("description", role.description())
        .add("builtIn", details.id() == null)
        .add("enabledPermissions", permissions(role.enabled()))
        .add("disabledPermissions", permissions(role.disabled()))
        .add("roles", Views.texts(role.roles().stream().sorted().toList()))
        .add("permissions", permissions(details.permissions()));
    if (details.created() != null) {
      json.add("created", details.created().toString());
    }
    return json.build();
  }

  /// With its secret only when it has just been made.
  static JsonObject key(ApiKeyDetails details) {
    ApiKeyDraft draft = details.key().draft();
    var json =
        Json.createObjectBuilder()
            .add("id", details.key().id().value())
            .add("type", "api-key")
            .add("name", draft.name())
            .add("description", draft.description())
            .add(
                "allowedIps",
                Views.texts(draft.networks().stream().map(IpNetwork::toString).toList()))
            .add("roles", Views.texts(draft.roles().stream().sorted().toList()))
            .add("enabledPermissions", permissions(draft.enabled()))
            .add("disabledPermissions", permissions(draft.disabled()))
            .add("permissions", permissions(details.permissions()))
            .add("tenant", draft.tenant())
            .add("created", details.key().created().toString())
            .add("createdBy", details.key().by());
    Instant expires = draft.expires();
    if (expires != null) {
      json.add("expires", expires.toString());
    }
    String secret = details.secret();
    return (secret == null ? json : json.add("secret", secret)).build();
  }

  /// Names of permissions, in their order.
  static JsonArray permissions(Collection<Permission> permissions) {
    return Views.texts(permissions.stream().sorted().map(Permission::text).toList());
  }
}
