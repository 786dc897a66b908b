package org.mailkeep.queue;

import org.mailkeep.kernel.QueueId;

/// Keeps two nodes from delivering the same message. Taken before a message is read from the queue
/// for delivery and released after its outcome is stored. Safe for many threads.
public interface QueueLease {
  /// The only node there is.
  QueueLease ALONE =
      new QueueLease() {
        @Override
        public boolean take(QueueId id) {
          return true;
        }

        @Override
        public void release(QueueId id) {}
      };

  /// Takes a message.
  ///
  /// @return false when another node has it
  boolean take(QueueId id);

  /// Gives it back.
  void release(QueueId id);
}
