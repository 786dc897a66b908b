package org.mailkeep.admin;

import java.util.List;

/// A value of a request, whatever it was written in.
public sealed interface FieldValue {
  /// A text.
  record Text(String value) implements FieldValue {}

  /// A whole number.
  record Whole(long value) implements FieldValue {}

  /// Yes or no.
  record Flag(boolean value) implements FieldValue {}

  /// Texts.
  record Texts(List<String> values) implements FieldValue {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /// `null`.
  record Nothing() implements FieldValue {}

  /// Something that no field takes, such as an object.
  record Other() implements FieldValue {}
}
