package org.mailkeep.expression;

import java.util.Optional;

/// A text is no expression. Becomes a problem of the configuration.
final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  private final int column;
  private final @org.jspecify.annotations.Nullable String nearest;

  /// @param column of the expression, the first is 1; 0 when all of it is meant
  SyntaxException(int column, String message) {
    this(column, message, Optional.empty());
  }

  /// @param nearest what may have been meant
  SyntaxException(int column, String message, Optional<String> nearest) {
    super(column > 0 ? "column " + column + ": " + message : message);
    this.column = column;
    this.nearest = nearest.orElse(null);
  }

  int column() {
    return column;
  }

  String message() {
    return String.valueOf(getMessage());
  }

  Optional<String> nearest() {
    return Optional.ofNullable(nearest);
  }
}
