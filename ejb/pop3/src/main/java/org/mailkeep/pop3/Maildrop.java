package org.mailkeep.pop3;

import java.util.BitSet;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.UidSet;

/// The inbox as it was at login, and which of its messages the client has marked as deleted (RFC
/// 1939 §4, §5). Message n of the client is index n-1. What comes later is not in it.
final class Maildrop {
  private final MailboxView view;
  private final BitSet deleted = new BitSet();
  private long deletedOctets;

  Maildrop(MailboxView view) {
    this.view = view;
  }

  /// Messages, marked ones among them.
  int count() {
    return view.count();
  }

  /// Messages that are not marked.
  int left() {
    return view.count() - deleted.cardinality();
  }

  /// Octets of the messages that are not marked.
  long octets() {
    return view.status().bytes() - deletedOctets;
  }

  /// Whether a number is that of a message that is not marked.
  boolean has(int message) {
    return message >= 1 && message <= count() && !deleted.get(message);
  }

  /// Octets of a message.
  int size(int message) {
    return view.size(message - 1);
  }

  /// Id of a message.
  EmailId email(int message) {
    return view.email(message - 1);
  }

  /// What UIDL tells of a message: its id in the mailbox model. It is unique in the account for
  /// ever, and stays when the message is moved away and back, or when UIDs begin anew, so that no
  /// client fetches it twice; UIDVALIDITY and UID would not. IMAP's EMAILID (RFC 8474 §5.1) is made
  /// from what copies have in common, so two copies in one inbox would have one.
  String unique(int message) {
    return email(message).toString();
  }

  /// Marks a message.
  void delete(int message) {
    deleted.set(message);
    deletedOctets += size(message);
  }

  /// Takes all marks away.
  void reset() {
    deleted.clear();
    deletedOctets = 0;
  }

  /// Of which mailbox.
  MailboxId mailbox() {
    return view.mailbox();
  }

  /// How many are marked.
  int deletions() {
    return deleted.cardinality();
  }

  /// UIDs of what is marked.
  UidSet deleted() {
    return UidSet.of(deleted.stream().map(message -> view.uid(message - 1)).toArray());
  }
}
