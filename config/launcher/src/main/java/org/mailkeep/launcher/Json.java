package org.mailkeep.launcher;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A JSON value (RFC 8259), as the REST API speaks it.
public sealed interface Json {

  /// `null`, and what a missing member is.
  record Null() implements Json {}

  /// `true` or `false`.
  record Bool(boolean value) implements Json {}

  /// A number.
  record Numeral(BigDecimal value) implements Json {}

  /// A string.
  record Text(String value) implements Json {}

  /// An array.
  record Array(List<Json> values) implements Json {
    public Array {
      values = List.copyOf(values);
    }
  }

  /// An object; members in order.
  record Members(Map<String, Json> values) implements Json {
    public Members {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /// Reads a text.
  ///
  /// @throws IllegalArgumentException when it is no JSON
  static Json parse(String text) {
    return new JsonParser(text).document();
  }

  /// A string value.
  static Json of(String value) {
    return new Text(value);
  }

  /// A whole number.
  static Json of(long value) {
    return new Numeral(BigDecimal.valueOf(value));
  }

  /// A truth value.
  static Json of(boolean value) {
    return new Bool(value);
  }

  /// An array of strings.
  static Json of(List<String> values) {
    return new Array(values.stream().map(Json::of).toList());
  }

  /// The member of an object; null's value when it is missing or this is no object.
  default Json member(String name) {
    return this instanceof Members(var values) ? values.getOrDefault(name, new Null()) : new Null();
  }

  /// The values of an array; none when this is no array.
  default List<Json> items() {
    return this instanceof Array(var values) ? values : List.of();
  }

  /// A readable text: strings without quotes, null as nothing, the rest as JSON.
  default String text() {
    return switch (this) {
      case Null() -> "";
      case Text(var value) -> value;
      case Bool _, Numeral _, Array _, Members _ -> json();
    };
  }

  /// The value as JSON, on one line.
  default String json() {
    return switch (this) {
      case Null() -> "null";
      case Bool(var value) -> Boolean.toString(value);
      case Numeral(var value) -> value.toPlainString();
      case Text(var value) -> quoted(value);
      case Array(var values) ->
          values.stream().map(Json::json).collect(Collectors.joining(",", "[", "]"));
      case Members(var values) ->
          values.entrySet().stream()
              .map(member -> quoted(member.getKey()) + ":" + member.getValue().json())
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  private static String quoted(String value) {
    var quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
