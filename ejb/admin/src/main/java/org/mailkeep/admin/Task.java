package org.mailkeep.admin;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Long work at one moment, as administrators see it.
///
/// @param id of its own, also across restarts; later ones are greater in length and order
/// @param name what is done: `reindex`
/// @param subject what it is done to; may be empty
/// @param by who started it: a login name, or `schedule`
/// @param message what it said last, or why it failed; may be empty
/// @param ended null while it runs
/// @param report what it found out; empty while it runs
public record Task(
    String id,
    String name,
    String subject,
    String by,
    State state,
    String message,
    Amount amount,
    Instant started,
    @Nullable Instant ended,
    TaskReport report) {

  /// How it fares.
  public enum State {
    /// It works.
    RUNNING,
    /// It has done all.
    DONE,
    /// It could not do all; the message says why.
    FAILED,
    /// It was told to end early.
    CANCELLED;

    /// Its name in interfaces.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How far it is.
  ///
  /// @param total how much there is to do, or [org.mailkeep.kernel.Progress#UNKNOWN]
  /// @param unit of what; may be empty
  public record Amount(long done, long total, String unit) {}
}
