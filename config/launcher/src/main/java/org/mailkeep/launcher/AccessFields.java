package org.mailkeep.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Options of roles and keys of the API, as the fields that they stand for.
final class AccessFields {
  /// Each option that is a text or a list, and its field.
  private static final Map<String, String> FIELDS =
      Map.of(
          "description", "description",
          "enable", "enabledPermissions",
          "disable", "disabledPermissions",
          "role", "roles",
          "expires", "expires",
          "from", "allowedIps",
          "tenant", "tenant",
          "rename", "name");

  private static final List<String> TEXTS = List.of("description", "expires", "tenant", "rename");

  private AccessFields() {}

  /// The fields of something new.
  static Json.Members body(String type, String name, Arguments arguments) throws Failure {
    var body = new LinkedHashMap<String, Json>();
    body.put("type", Json.of(type));
    body.put("name", Json.of(name));
    body.putAll(given(arguments));
    return new Json.Members(body);
  }

  /// Changes of what the options name.
  static Json changes(Arguments arguments) throws Failure {
    var changes = new ArrayList<Json>();
    given(arguments)
        .forEach((field, value) -> changes.add(AccountCommand.change("set", field, value)));
    if (changes.isEmpty()) {
      throw Failure.usage("nothing to update; see config/mailkeep help");
    }
    return new Json.Array(changes);
  }

  private static Map<String, Json> given(Arguments arguments) {
    var given = new LinkedHashMap<String, Json>();
    FIELDS.keySet().stream()
        .sorted()
        .forEach(option ->
            arguments
                .option(option)
                .ifPresent(text -> given.put(FIELDS.get(option), value(option, text))));
    return given;
  }

  private static Json value(String option, String text) {
    if (!TEXTS.contains(option)) {
      return text.isBlank()
          ? Json.of(List.of())
          : Json.of(List.of(text.strip().split("\\s*,\\s*")));
    }
    boolean day = option.equals("expires") && text.matches("\\d{4}-\\d{2}-\\d{2}");
    return Json.of(day ? text + "T00:00:00Z" : text);
  }
}
