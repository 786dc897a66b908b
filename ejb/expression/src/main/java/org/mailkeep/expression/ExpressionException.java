package org.mailkeep.expression;

/// An expression has no value right now: what it asks cannot be answered, or it grew beyond every
/// bound. Trying again later may help.
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param message what cannot be answered, without secrets
  public ExpressionException(String message) {
    super(message);
  }

  /// @param message what cannot be answered, without secrets
  public ExpressionException(String message, Throwable cause) {
    super(message, cause);
  }
}
