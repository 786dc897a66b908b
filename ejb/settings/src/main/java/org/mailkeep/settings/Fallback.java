package org.mailkeep.settings;

/// What a setting is when the file does not say.
///
/// @param <T> the setting's type
public sealed interface Fallback<T> {

  /// Nothing: the value is absent.
  ///
  /// @param meaning what happens then, for the reference page; may be empty
  record Absent<T>(String meaning) implements Fallback<T> {}

  /// A fixed value.
  record Value<T>(T value) implements Fallback<T> {}

  /// The value of another setting, under as many of the ids as its key has places.
  record Of<T>(Setting<T> other) implements Fallback<T> {}

  /// There is none: a file that names the id, or leaves out a key without one, is refused.
  record Required<T>() implements Fallback<T> {}
}
