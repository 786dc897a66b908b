package org.mailkeep.queue;

import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.StagedBlob;

/// A message that takes the place of a recipient, on its way into the queue.
record Posting(QueueStore store, Job job, StagedBlob blob, String list) {
  /// Adds what queues it.
  void addTo(Batch batch) {
    store.insert(batch, job.message(), blob);
  }
}
