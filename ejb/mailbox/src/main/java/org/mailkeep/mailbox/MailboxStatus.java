package org.mailkeep.mailbox;

/// The counts of a mailbox (RFC 9051 §6.3.11); known without reading its messages.
///
/// @param messages how many
/// @param unseen without `\Seen`
/// @param deleted with `\Deleted`
/// @param recent arrived since a session last selected it for writing
/// @param bytes sizes of all messages together
/// @param uidNext the UID that the next message gets at least
/// @param uidValidity changes when UIDs begin anew; positive
/// @param highestModSeq number of the last change in it (RFC 7162 §3.1.2.1); at least 1
public record MailboxStatus(
    int messages,
    int unseen,
    int deleted,
    int recent,
    long bytes,
    int uidNext,
    int uidValidity,
    long highestModSeq) {
  /// The same for somebody who has seen so many.
  MailboxStatus seen(int some) {
    return new MailboxStatus(
        messages,
        Math.max(0, messages - some),
        deleted,
        recent,
        bytes,
        uidNext,
        uidValidity,
        highestModSeq);
  }
}
