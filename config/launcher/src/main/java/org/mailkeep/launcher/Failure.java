package org.mailkeep.launcher;

import java.util.List;

/// A command cannot do its work, and the operator is told why in words.
public final class Failure extends Exception {

  private static final long serialVersionUID = 1L;

  /// The command was called wrongly.
  static final int USAGE = 2;

  /// What was begun was cancelled.
  static final int CANCELLED = 3;

  private final int status;
  private final transient List<String> hints;

  private Failure(int status, String message, List<String> hints) {
    super(message, null, false, false);
    this.status = status;
    this.hints = List.copyOf(hints);
  }

  /// Something went wrong.
  ///
  /// @param message one line: what failed
  /// @param hints further lines: where to look, what to do
  public static Failure of(String message, String... hints) {
    return new Failure(1, message, List.of(hints));
  }

  /// What was begun was cancelled before it was done.
  static Failure cancelled(String message) {
    return new Failure(CANCELLED, message, List.of());
  }

  /// The arguments are wrong.
  public static Failure usage(String message) {
    return new Failure(USAGE, message, List.of());
  }

  /// What the process exits with; never 0.
  public int status() {
    return status;
  }

  /// Further lines for the operator.
  public List<String> hints() {
    return hints == null ? List.of() : hints;
  }
}
