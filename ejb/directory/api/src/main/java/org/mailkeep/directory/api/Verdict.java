package org.mailkeep.directory.api;

/// Yes, no, or not to be known now.
public sealed interface Verdict {
  /// It is so.
  record Yes() implements Verdict {}

  /// It is not so.
  record No() implements Verdict {}

  /// The directory could not be asked; trying again later may help.
  ///
  /// @param reason for the log, without secrets
  record Unavailable(String reason) implements Verdict {}

  /// Yes or no.
  static Verdict of(boolean is) {
    return is ? new Yes() : new No();
  }
}
