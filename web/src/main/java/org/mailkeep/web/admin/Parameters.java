package org.mailkeep.web.admin;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
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

  /// Characters of a day.
  private static final int DAY = 10;

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

  /// Texts that stand between commas; none when it is not given.
  List<String> texts(String name) {
    return Stream.of(textOrEmpty(name).split(","))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .distinct()
        .toList();
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

  /// A time, or a day for its beginning in UTC; null when it is not given.
  @Nullable Instant time(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      return value.length() == DAY
          ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeParseException e) {
      throw ProblemException.parameter(
          name, "must be a time such as 2026-11-28T20:00:00Z, or a day such as 2026-11-28");
    }
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
