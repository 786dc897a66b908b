package org.mailkeep.mailbox;

import java.util.List;
import org.mailkeep.kernel.MailboxId;

/// What became of putting a message into mailboxes.
public sealed interface PlacingResult {
  /// @param places all where it is now; none when it was in no mailbox any more and is destroyed
  record Placed(List<StoredMessage.Place> places) implements PlacingResult {
    public Placed {
      places = List.copyOf(places);
    }
  }

  /// There is no such message; nothing was done.
  record NoMessage() implements PlacingResult {}

  /// A mailbox is not there; nothing was done.
  record NoMailbox(MailboxId mailbox) implements PlacingResult {}
}
