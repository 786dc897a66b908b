package org.mailkeep.queue;

import java.util.List;

/// What became of one recipient in one attempt.
public sealed interface Outcome {
  /// It is where it belongs: filed in a mailbox, durably, or accepted by the next server.
  ///
  /// @param status what to tell about it
  record Delivered(Status status) implements Outcome {}

  /// It is filed, and the commit that filed it held what [Attempt#settle] gave, so that the queue
  /// knows it no more.
  record Filed() implements Outcome {}

  /// Not now; to be tried again.
  record Deferred(Status status) implements Outcome {}

  /// Never.
  record Failed(Status status) implements Outcome {}

  /// The address stands for others (an alias, a list, a forwarding): those take its place.
  ///
  /// @param members at least one, none of them the recipient itself
  record Expanded(List<Recipient> members) implements Outcome {
    public Expanded {
      members = List.copyOf(members);
      if (members.isEmpty()) {
        throw new IllegalArgumentException("expanded to nobody");
      }
    }
  }
}
