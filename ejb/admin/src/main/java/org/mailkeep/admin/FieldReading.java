package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.auth.Permission;

/// Reads one change of a field, and notes what makes no sense of it.
///
/// @param errors takes that
record FieldReading(FieldChange change, List<FieldError> errors) {
  private static final int MAX_ITEMS = 1_000;

  /// A text that the field is set to.
  Optional<String> text() {
    if (change.action() == FieldChange.Action.SET
        && change.value() instanceof FieldValue.Text(String text)) {
      return Optional.of(text.strip());
    }
    error("must be set to a text");
    return Optional.empty();
  }

  /// A description for people that the field is set to.
  Optional<String> description() {
    return text()
        .filter(text -> {
          Optional<String> problem = Words.problem(text);
          problem.ifPresent(this::error);
          return problem.isEmpty();
        });
  }

  /// Texts that the field is set to, or that come or go.
  List<String> texts() {
    List<String> items =
        switch (change.value()) {
          case FieldValue.Text(String text) -> List.of(text);
          case FieldValue.Texts(List<String> texts) -> texts;
          case FieldValue.Nothing _ when change.action() == FieldChange.Action.SET -> List.of();
          case FieldValue.Nothing _, FieldValue.Whole _, FieldValue.Flag _, FieldValue.Other _ -> {
            error("must be a text or a list of texts");
            yield List.of();
          }
        };
    if (items.size() > MAX_ITEMS) {
      error("must have at most " + MAX_ITEMS + " items");
      return List.of();
    }
    return items;
  }

  /// The permissions among texts.
  Set<Permission> permissions() {
    var permissions = EnumSet.noneOf(Permission.class);
    for (String text : texts()) {
      Permission.named(text)
          .ifPresentOrElse(permissions::add, () -> error("is not a permission: " + text));
    }
    return permissions;
  }

  /// The items as they are after the change.
  <T> Set<T> merged(Set<T> current, Set<T> items) {
    return switch (change.action()) {
      case SET -> items;
      case ADD_ITEM -> {
        var more = new LinkedHashSet<>(current);
        more.addAll(items);
        yield more;
      }
      case REMOVE_ITEM -> {
        var less = new LinkedHashSet<>(current);
        less.removeAll(items);
        yield less;
      }
    };
  }

  /// The same, in their order.
  <T> List<T> merged(List<T> current, List<T> items) {
    return new ArrayList<>(merged(new LinkedHashSet<>(current), new LinkedHashSet<>(items)));
  }

  /// Something makes no sense.
  void error(String detail) {
    errors.add(new FieldError(change.pointer(), detail));
  }
}
