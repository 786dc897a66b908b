package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;

/// The fields of a role: `name`, `description`, `enabledPermissions`, `disabledPermissions` and
/// `roles`, those that it contains.
final class RoleFields {
  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,63}";

  private RoleFields() {}

  /// Changes that make sense, and what does not.
  record Parsed(List<UnaryOperator<Role>> edits, List<FieldError> errors) {
    Role apply(Role current) {
      Role role = current;
      for (UnaryOperator<Role> edit : edits) {
        role = edit.apply(role);
      }
      return role;
    }
  }

  static Parsed parse(List<FieldChange> changes) {
    var parsed = new Parsed(new ArrayList<>(), new ArrayList<>());
    for (FieldChange change : changes) {
      parse(new FieldReading(change, parsed.errors), parsed.edits);
    }
    return parsed;
  }

  private static void parse(FieldReading field, List<UnaryOperator<Role>> edits) {
    switch (field.change().field()) {
      case "type" -> {
        if (!field.text().orElse("role").equals("role")) {
          field.error("must be role");
        }
      }
      case "name" -> field.text().ifPresent(name -> name(name, field, edits));
      case "description" ->
          field
              .description()
              .ifPresent(text ->
                  edits.add(r -> new Role(r.name(), text, r.enabled(), r.disabled(), r.roles())));
      case "enabledPermissions" -> {
        Set<Permission> some = field.permissions();
        edits.add(r ->
            new Role(
                r.name(),
                r.description(),
                field.merged(r.enabled(), some),
                r.disabled(),
                r.roles()));
      }
      case "disabledPermissions" -> {
        Set<Permission> some = field.permissions();
        edits.add(r ->
            new Role(
                r.name(),
                r.description(),
                r.enabled(),
                field.merged(r.disabled(), some),
                r.roles()));
      }
      case "roles" -> {
        Set<String> some = Set.copyOf(field.texts());
        edits.add(r ->
            new Role(
                r.name(),
                r.description(),
                r.enabled(),
                r.disabled(),
                field.merged(r.roles(), some)));
      }
      default -> field.error("is not a field of a role: " + field.change().field());
    }
  }

  private static void name(String name, FieldReading field, List<UnaryOperator<Role>> edits) {
    if (name.matches(NAME) && !name.matches("\\d+")) {
      edits.add(r -> new Role(name, r.description(), r.enabled(), r.disabled(), r.roles()));
    } else {
      field.error(
          "must have 1 to 64 small letters, digits, dots, hyphens and underscores, and not be a"
              + " number");
    }
  }
}
