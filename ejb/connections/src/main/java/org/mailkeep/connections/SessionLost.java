package org.mailkeep.connections;

/// A session ended while it was used: it is of no use any more, and nothing is known of what was
/// asked.
public final class SessionLost extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message readable, without secrets
  public SessionLost(String message) {
    super(message);
  }

  /// @param message readable, without secrets
  public SessionLost(String message, Throwable cause) {
    super(message, cause);
  }
}
