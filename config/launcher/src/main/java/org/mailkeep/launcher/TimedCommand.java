package org.mailkeep.launcher;

import java.util.Set;

/// A command that waits for the server, and can be told for how long: `--timeout SECONDS`.
interface TimedCommand extends Command {
  @Override
  default Set<String> options() {
    return Set.of("timeout");
  }

  /// How long to wait, in seconds.
  ///
  /// @param otherwise when the operator does not say
  static int seconds(Arguments arguments, int otherwise) throws Failure {
    return Seconds.of(arguments, "timeout", otherwise);
  }
}
