package org.mailkeep.wire.pop3;

import java.util.Set;

/// The words that are understood, from the table by which they are read: tests hold against them
/// what is shown of the protocol.
public final class Vocabulary {
  private Vocabulary() {}

  /// Commands.
  public static Set<String> commands() {
    return CommandParser.verbs();
  }
}
