package org.mailkeep.imap;

import org.mailkeep.wire.imap.Answer;

/// An answer that comes in bounded parts. Nothing is held between them: no snapshot, no lock.
@FunctionalInterface
interface LongAnswer {
  /// Messages that one part looks at.
  int MESSAGES = 256;

  /// Octets that one part holds, about.
  int OCTETS = 64 * 1024;

  /// The next part; [Answer.More] when another follows.
  Answer next();

  /// Nobody asks for the rest.
  default void abandon() {}
}
