package org.mailkeep.telemetry;

/// How much attention an event deserves, the most first.
public enum Level {
  /// The server does not do its work; someone must act.
  ERROR,
  /// Something is wrong, and the server copes.
  WARN,
  /// What an operator wants to read on a normal day.
  INFO,
  /// What helps to find out why.
  DEBUG,
  /// Everything, each command.
  TRACE;

  /// Whether a log of this level takes an event of the other.
  public boolean takes(Level other) {
    return other.compareTo(this) <= 0;
  }
}
