package org.mailkeep.admin;

import java.util.Optional;

/// Checks of texts that people write.
final class Words {
  /// Characters that a description has at most.
  static final int MAX_DESCRIPTION = 255;

  private Words() {}

  /// What is wrong with a name or a description for people.
  static Optional<String> problem(String text) {
    if (text.length() > MAX_DESCRIPTION) {
      return Optional.of("must have at most " + MAX_DESCRIPTION + " characters");
    }
    return text.chars().anyMatch(Character::isISOControl)
        ? Optional.of("must not have control characters")
        : Optional.empty();
  }
}
