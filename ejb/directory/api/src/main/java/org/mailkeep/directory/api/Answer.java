package org.mailkeep.directory.api;

/// What a directory knows of something.
///
/// @param <T> what was asked for
public sealed interface Answer<T> {
  /// It is known.
  ///
  /// @param value what it is
  record Found<T>(T value) implements Answer<T> {}

  /// The directory was asked and does not know it.
  record Unknown<T>() implements Answer<T> {}

  /// The directory could not be asked; trying again later may help.
  ///
  /// @param reason for the log, without secrets
  record Unavailable<T>(String reason) implements Answer<T> {}
}
