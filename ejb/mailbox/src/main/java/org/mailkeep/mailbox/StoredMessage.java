package org.mailkeep.mailbox;

import java.time.Instant;
import java.util.List;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.kernel.ThreadId;
import org.mailkeep.mime.MessageStructure;

/// What is stored of a message besides its octets.
///
/// @param size octets of the message
/// @param received the internal date
/// @param places the mailboxes that hold it
/// @param structure with offsets into the blob
public record StoredMessage(
    EmailId id,
    BlobHash blob,
    long size,
    ThreadId thread,
    Instant received,
    List<Place> places,
    MessageStructure structure) {
  /// A membership.
  public record Place(MailboxId mailbox, int uid) {}

  public StoredMessage {
    places = List.copyOf(places);
  }
}
