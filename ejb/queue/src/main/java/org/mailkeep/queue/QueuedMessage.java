package org.mailkeep.queue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.QueueId;

/// A message in the queue as administrators see it.
///
/// @param sender the reverse-path; null for `<>`
/// @param size octets
/// @param account who submitted it, or null
/// @param nextDue when it is looked at again
public record QueuedMessage(
    QueueId id,
    @Nullable Address sender,
    BlobHash blob,
    long size,
    Instant receivedAt,
    @Nullable AccountId account,
    MailOptions options,
    Instant nextDue,
    List<QueuedRecipient> recipients) {
  public QueuedMessage {
    recipients = List.copyOf(recipients);
  }

  /// The sender as text, `<>` for the null sender.
  public String senderText() {
    return sender == null ? "<>" : sender.toString();
  }
}
