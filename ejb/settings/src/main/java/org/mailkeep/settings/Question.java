package org.mailkeep.settings;

import java.util.Optional;

/// One question of a [Form].
///
/// @param setting whose value is asked for
/// @param required whether there must be an answer
/// @param with asked only when this one was answered, and not by `false`
public record Question(Setting<?> setting, boolean required, Optional<Setting<?>> with) {
  /// One that must be answered.
  public static Question required(Setting<?> setting) {
    return new Question(setting, true, Optional.empty());
  }

  /// One whose setting has a default, or may be absent.
  public static Question optional(Setting<?> setting) {
    return new Question(setting, false, Optional.empty());
  }

  /// The same, asked only when another setting is given.
  public Question with(Setting<?> other) {
    return new Question(setting, required, Optional.of(other));
  }
}
