package org.mailkeep.admin;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.mailkeep.auth.ApiKeyDraft;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Roles;
import org.mailkeep.settings.IpNetwork;

/// The fields of a key of the API: `name`, `description`, `expires` (RFC 3339), `allowedIps`,
/// `roles`, `enabledPermissions`, `disabledPermissions` and `tenant`.
///
/// @param roles which there are
/// @param now what expires by then makes no sense
record ApiKeyFields(Roles roles, Instant now) {
  private static final int MAX_NAME = 255;

  /// Changes that make sense, and what does not.
  record Parsed(List<UnaryOperator<ApiKeyDraft>> edits, List<FieldError> errors) {
    ApiKeyDraft apply(ApiKeyDraft current) {
      ApiKeyDraft draft = current;
      for (UnaryOperator<ApiKeyDraft> edit : edits) {
        draft = edit.apply(draft);
      }
      return draft;
    }
  }

  Parsed parse(List<FieldChange> changes) {
    var parsed = new Parsed(new ArrayList<>(), new ArrayList<>());
    for (FieldChange change : changes) {
      parse(new FieldReading(change, parsed.errors), parsed.edits);
    }
    return parsed;
  }

  private void parse(FieldReading field, List<UnaryOperator<ApiKeyDraft>> edits) {
    switch (field.change().field()) {
      case "type" -> {
        if (!field.text().orElse("api-key").equals("api-key")) {
          field.error("must be api-key");
        }
      }
      case "name" -> field.description().ifPresent(name -> name(name, field, edits));
      case "description" ->
          field.description().ifPresent(text -> edits.add(key -> key.withDescription(text)));
      case "expires" -> expires(field, edits);
      case "allowedIps" -> networks(field, edits);
      case "roles" -> roles(field, edits);
      case "enabledPermissions" -> {
        Set<Permission> some = field.permissions();
        edits.add(key -> key.withEnabled(field.merged(key.enabled(), some)));
      }
      case "disabledPermissions" -> {
        Set<Permission> some = field.permissions();
        edits.add(key -> key.withDisabled(field.merged(key.disabled(), some)));
      }
      case "tenant" ->
          field.description().ifPresent(tenant -> edits.add(key -> key.withTenant(tenant)));
      default -> field.error("is not a field of a key: " + field.change().field());
    }
  }

  private static void name(
      String name, FieldReading field, List<UnaryOperator<ApiKeyDraft>> edits) {
    if (name.isBlank() || name.length() > MAX_NAME || name.contains("/") || name.matches("\\d+")) {
      field.error("must have 1 to " + MAX_NAME + " characters, no slashes, and not be a number");
    } else {
      edits.add(key -> key.withName(name));
    }
  }

  private void expires(FieldReading field, List<UnaryOperator<ApiKeyDraft>> edits) {
    if (field.change().value() instanceof FieldValue.Nothing) {
      edits.add(key -> key.withExpires(null));
      return;
    }
    field
        .text()
        .ifPresent(text -> {
          try {
            Instant end = OffsetDateTime.parse(text).toInstant();
            if (end.isAfter(now)) {
              edits.add(key -> key.withExpires(end));
            } else {
              field.error("must be in the future");
            }
          } catch (DateTimeParseException e) {
            field.error("must be a time such as 2027-01-31T00:00:00Z, or null");
          }
        });
  }

  private static void networks(FieldReading field, List<UnaryOperator<ApiKeyDraft>> edits) {
    var networks = new ArrayList<IpNetwork>();
    for (String text : field.texts()) {
      IpNetwork.parse(text)
          .map(IpNetwork::masked)
          .ifPresentOrElse(
              networks::add, () -> field.error("is not an address or a network: " + text));
    }
    edits.add(key -> key.withNetworks(field.merged(key.networks(), networks)));
  }

  private void roles(FieldReading field, List<UnaryOperator<ApiKeyDraft>> edits) {
    Set<String> names = Set.copyOf(field.texts());
    for (String name : names) {
      if (!roles.has(name)) {
        field.error("must be one of " + roles.names() + ": " + name);
      }
    }
    edits.add(key -> key.withRoles(field.merged(key.roles(), names)));
  }
}
