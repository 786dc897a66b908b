package org.mailkeep.mailbox;

import java.util.List;

/// What happened in an account after some change.
public sealed interface Changes {
  /// Changes in their order.
  ///
  /// @param upTo they are complete up to this number, from which to go on
  /// @param more whether there are later ones
  record Page(List<Change> changes, long upTo, boolean more) implements Changes {
    public Page {
      changes = List.copyOf(changes);
    }
  }

  /// The log no longer reaches back so far.
  record TooOld() implements Changes {}
}
