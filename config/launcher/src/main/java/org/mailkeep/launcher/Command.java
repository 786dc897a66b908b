package org.mailkeep.launcher;

import java.io.IOException;
import java.util.Set;

/// One word after `config/mailkeep`.
public interface Command {

  /// The word.
  String name();

  /// One line for the list in `help`.
  String summary();

  /// What `help NAME` prints: how to call it, options, an example.
  String usage();

  /// Options that take no value, besides those that every command knows.
  default Set<String> flags() {
    return Set.of();
  }

  /// Options that take a value, besides those that every command knows.
  default Set<String> options() {
    return Set.of();
  }

  /// Whether all that follows the name are words for another program.
  default boolean passesOn() {
    return false;
  }

  /// Does the work.
  ///
  /// @throws Failure when the work cannot be done, in words for the operator
  /// @throws IOException when the file system or the network fails
  /// @throws InterruptedException when the operator breaks off
  void run(Context context, Arguments arguments) throws Failure, IOException, InterruptedException;
}
