package org.mailkeep.connections;

/// A session with another server cannot be had, or none in time. Trying again later may help.
public final class Unreachable extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message readable, without secrets
  public Unreachable(String message) {
    super(message);
  }

  /// @param message readable, without secrets
  public Unreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
