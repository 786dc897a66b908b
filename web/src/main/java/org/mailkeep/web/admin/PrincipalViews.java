package org.mailkeep.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.mailkeep.admin.AccountDetails;
import org.mailkeep.admin.Principals.Held;
import org.mailkeep.admin.Relations;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalKind;

/// What the directory holds, as JSON. What a kind of entry does not have is left out.
final class PrincipalViews {
  private PrincipalViews() {}

  static JsonObject held(Held held) {
    return switch (held) {
      case Held.OfAccount(var details) -> account(details);
      case Held.OfDomain(var domain, var tenant) ->
          Json.createObjectBuilder(Views.domain(domain))
              .add("type", "domain")
              .add("tenant", tenant)
              .build();
      case Held.OfRole(var details) -> AccessViews.role(details);
      case Held.OfKey(var details) -> AccessViews.key(details);
    };
  }

  /// What stands for it in a path.
  static String id(Held held) {
    return switch (held) {
      case Held.OfAccount(var details) -> Long.toString(details.principal().account().id().value());
      case Held.OfDomain(var domain, _) -> domain.name().ascii();
      case Held.OfRole(var details) -> details.role().name();
      case Held.OfKey(var details) -> Long.toString(details.key().id().value());
    };
  }

  static JsonObject account(AccountDetails details) {
    Principal principal = details.principal();
    Account account = principal.account();
    PrincipalKind kind = principal.standing().kind();
    var json =
        Json.createObjectBuilder()
            .add("id", account.id().value())
            .add("type", kind.word())
            .add("name", account.login())
            .add("description", account.name())
            .add("emails", Views.emails(principal.claims()));
    if (kind.logsIn() || kind == PrincipalKind.GROUP) {
      json.add("roles", Views.texts(account.roles().stream().sorted().toList()));
    }
    json.add("enabled", principal.standing().enabled());
    if (kind.logsIn()) {
      json.add("secretCount", principal.secrets());
    }
    if (kind.keepsMail()) {
      json.add("usedQuota", details.usedBytes()).add("usedMessages", details.usedMessages());
    }
    json.add("created", principal.created().toString());
    if (kind.keepsMail()) {
      Views.limit(json, "quota", account.quota().bytes());
      Views.limit(json, "messageQuota", account.quota().messages());
    }
    if (kind.hasMembers()) {
      json.add("memberCount", principal.standing().members());
      Views.text(json, "owner", principal.standing().roster().owner());
    }
    relations(json, details.relations());
    if (principal.keeper() instanceof Principal.Keeper.Others(var id, var gone)) {
      json.add("directory", id).add("gone", gone);
    }
    return json.build();
  }

  private static void relations(JsonObjectBuilder json, Relations relations) {
    if (!relations.members().isEmpty()) {
      json.add("members", Views.texts(relations.members()));
    }
    if (!relations.external().isEmpty()) {
      json.add("externalMembers", Views.texts(relations.external()));
    }
    if (!relations.groups().isEmpty()) {
      json.add("memberOf", Views.texts(relations.groups()));
    }
  }
}
