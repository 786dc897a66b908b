package org.mailkeep.queue;

import java.util.List;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.StagedBlob;

/// Takes over the responsibility for mail (RFC 5321 §6.1). Safe for many threads.
public interface MailQueue {
  /// An id that no message has, for the trace header of a message that is about to be accepted.
  QueueId nextId();

  /// Makes a message and its envelope durable in one commit and wakes the delivery. When it
  /// returns, the message is the queue's; when it throws, it is not (or, after
  /// [org.mailkeep.store.api.StoreException.Unavailable], nobody knows).
  ///
  /// @param id from [#nextId]
  /// @param message its octets as they are to be delivered
  /// @throws org.mailkeep.store.api.StoreException when the store could not take it; the client
  ///   gets a temporary failure
  void enqueue(QueueId id, StagedBlob message, Envelope envelope);

  /// Delivers at once without queueing, as LMTP needs it (RFC 2033 §4.2): each recipient's outcome
  /// is final for the queue, which sends no report and tries nothing again.
  ///
  /// @param id from [#nextId]
  /// @return the outcome for each recipient of the envelope, in its order; what is
  ///   [Outcome.Delivered] is durable
  List<Outcome> deliver(QueueId id, StagedBlob message, Envelope envelope);
}
