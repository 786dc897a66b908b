package org.mailkeep.directory.remote;

/// Who has logged in before, or got mail. May throw an exception of the store; whoever stands above
/// a source turns it into a temporary failure.
@FunctionalInterface
public interface Known {
  /// Whether an account has this login name.
  boolean isKnown(String login);
}
