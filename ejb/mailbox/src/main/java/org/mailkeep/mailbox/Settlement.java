package org.mailkeep.mailbox;

import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Reader;

/// What must become durable together with the filing of a message, such as the removal of its
/// recipient from the queue.
@FunctionalInterface
public interface Settlement {
  /// Nothing else.
  Settlement NONE = (_, _) -> true;

  /// Adds to the batch that files the message. It may run several times, of which one counts, so it
  /// only reads and adds. It guards what it read with [Batch#require]; a conflict there makes it
  /// run again.
  ///
  /// @return false when there is nothing left to settle, so that the message must not be filed
  boolean settle(Reader reader, Batch batch);
}
