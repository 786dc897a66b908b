package org.mailkeep.imap;

import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.Code;

/// What becomes of the messages that a search found.
@FunctionalInterface
interface FoundMessages {
  /// Tells of them.
  LongAnswer tell(Found found);

  /// What was found.
  ///
  /// @param messages as indexes of the known view
  /// @param modSeq the highest one of them when the search asked for mod-sequences, or else 0
  /// @param code what the tagged OK says, or null
  record Found(Indexes messages, long modSeq, @Nullable Code code) {}
}
