package org.mailkeep.web.admin;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.admin.FieldError;
import org.mailkeep.admin.PageQuery;
import org.mailkeep.queue.QueueFilter;

/// The parameters of a request's query, each known and given once.
final class Parameters {
  private static final Set<String> PAGE = Set.of("filter", "after", "page", "limit");

  private final MultivaluedMap<String, String> given;

  /// @throws ProblemException when one is not known or given twice
  private Parameters(MultivaluedMap<String, String> given, Set<String> known) {
    this.given = given;
    var errors = new ArrayList<FieldError>();
    given.forEach((name, values) -> {
      if (!known.contains(name)) {
        errors.add(new FieldError(name, "is not a parameter of this path"));
      } else if (values.size() > 1) {
        errors.add(new FieldError(name, "must be given once"));
      }
    });
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  /// @param known their names
  static Parameters of(MultivaluedMap<String, String> given, String... known) {
    return new Parameters(given, Set.of(known));
  }

  /// Those of a list.
  ///
  /// @param more names beside those of every list
  static Parameters ofPage(MultivaluedMap<String, String> given, String... more) {
    Set<String> known =
        Stream.concat(PAGE.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    return new Parameters(given, known);
  }

  /// A text; null when it is not given.
  @Nullable String text(String name) {
    return given.getFirst(name);
  }

  /// A text; empty when it is not given.
  String textOrEmpty(String name) {
    String value = text(name);
    return value == null ? "" : value;
  }

  /// Whether it is `true`.
  boolean flag(String name) {
    return switch (textOrEmpty(name)) {
      case "true" -> true;
      case "", "false" -> false;
      default -> throw ProblemException.parameter(name, "must be true or false");
    };
  }

  PageQuery page() {
    return new PageQuery(
        textOrEmpty("filter"),
        textOrEmpty("after"),
        number("page", 1),
        number("limit", PageQuery.USUAL_LIMIT));
  }

  /// Which messages: `text` or `filter`, `from`, `to`.
  QueueFilter messages() {
    String text = text("text");
    return new QueueFilter(text("from"), text("to"), text == null ? text("filter") : text);
  }

  private int number(String name, int usual) {
    String value = text(name);
    if (value == null) {
      return usual;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw ProblemException.parameter(name, "must be a number");
    }
  }

  /// Names of those that are given.
  List<String> names() {
    return List.copyOf(given.keySet());
  }
}
