package org.mailkeep.queue;

import java.util.List;

/// Takes mail a step on. Safe for many threads; may block.
@FunctionalInterface
public interface Carrier {
  /// Tries once.
  ///
  /// What it throws counts as a temporary failure of all recipients that were not settled.
  ///
  /// @return the outcome for each recipient of the attempt, in its order
  List<Outcome> carry(Attempt attempt);
}
