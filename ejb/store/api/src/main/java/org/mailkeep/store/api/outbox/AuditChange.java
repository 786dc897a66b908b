package org.mailkeep.store.api.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A change as the audit trail tells it.
///
/// @param operation what was done: `create`, `update`, `delete`, `ban`, `start` …
/// @param kind of thing that it was done to: `account`, `domain`, `network` …
/// @param id of that thing; may be empty
/// @param name of that thing; may be empty
/// @param parts what was different before and after; may be empty
public record AuditChange(String operation, String kind, String id, String name, List<Part> parts) {
  /// Characters of the longest value; a longer one is cut.
  public static final int MAX_VALUE = 2_000;

  /// Characters of the longest id and name; a longer one is cut.
  public static final int MAX_NAME = 255;

  /// What a secret is shown as.
  public static final String SECRET = "(changed)";

  public AuditChange {
    id = cut(id, MAX_NAME);
    name = cut(name, MAX_NAME);
    parts = List.copyOf(parts);
  }

  /// A field that is different now.
  ///
  /// @param before null when there was none
  /// @param after null when there is none
  public record Part(String field, @Nullable String before, @Nullable String after) {
    public Part {
      field = cut(field, MAX_NAME);
      before = before == null ? null : cut(before, MAX_VALUE);
      after = after == null ? null : cut(after, MAX_VALUE);
    }

    private Part shortened(int characters) {
      return new Part(
          field,
          before == null ? null : cut(before, characters),
          after == null ? null : cut(after, characters));
    }
  }

  /// The same with values of so many characters at most, and so many parts.
  AuditChange shortened(int characters, int most) {
    return new AuditChange(
        operation,
        kind,
        id,
        name,
        parts.stream().limit(most).map(part -> part.shortened(characters)).toList());
  }

  /// A change without parts.
  public static AuditChange of(String operation, String kind, String id, String name) {
    return new AuditChange(operation, kind, id, name, List.of());
  }

  /// Gathers the fields that differ. For one thread.
  public static final class Parts {
    private final List<Part> parts = new ArrayList<>();

    /// A field, when it differs.
    ///
    /// @param before null when there was none
    /// @param after null when there is none
    public Parts field(String name, @Nullable Object before, @Nullable Object after) {
      if (!Objects.equals(before, after)) {
        parts.add(new Part(name, text(before), text(after)));
      }
      return this;
    }

    /// A secret, when it differs: neither value is told.
    public Parts secret(String name, @Nullable Object before, @Nullable Object after) {
      if (!Objects.equals(before, after)) {
        parts.add(new Part(name, before == null ? null : SECRET, after == null ? null : SECRET));
      }
      return this;
    }

    /// Those that differ.
    public List<Part> all() {
      return parts;
    }

    private static @Nullable String text(@Nullable Object value) {
      return value == null ? null : value.toString();
    }
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
