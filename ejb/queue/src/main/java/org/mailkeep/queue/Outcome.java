package org.mailkeep.queue;

import java.util.List;
import org.mailkeep.store.api.StagedBlob;

/// What became of one recipient in one attempt.
public sealed interface Outcome {
  /// Another server took it over.
  ///
  /// @param status what it said
  /// @param reportsItself whether it was told of the reports that the sender wants and makes them
  ///   (RFC 3461 §5.2.2); otherwise this server tells the sender that the message was relayed
  record Delivered(Status status, boolean reportsItself) implements Outcome {}

  /// It is in a mailbox of this server, and the commit that filed it held what [Attempt#settle]
  /// gave, so that the queue knows it no more.
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

  /// The address is a mailing list: a message of the list's own takes its place, in the commit that
  /// ends the recipient.
  ///
  /// @param message its octets
  /// @param envelope its own
  /// @param list what stands for it in the log
  record Posted(StagedBlob message, Envelope envelope, String list) implements Outcome {}
}
