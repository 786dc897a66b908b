package org.mailkeep.imap;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.StoredMessage;

/// The ids that clients see (RFC 8474): the same for ever, and different from those of other
/// accounts, whose mailboxes may be seen, too.
///
/// A copy has the EMAILID of what it was copied from (§5.1), although it is a message of its own
/// here. So the id is made of what both have in common and nothing can change: octets, internal
/// date and thread.
final class ObjectIds {
  /// Octets of a hash that make an id.
  private static final int OCTETS = 18;

  private ObjectIds() {}

  static String mailbox(AccountId account, MailboxId mailbox) {
    return "F" + account.value() + "-" + mailbox.value();
  }

  static String thread(AccountId account, StoredMessage message) {
    return "T" + account.value() + "-" + message.thread().value();
  }

  static String email(AccountId account, StoredMessage message) {
    MessageDigest digest = sha256();
    digest.update(message.blob().octets());
    digest.update(
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(account.value())
            .putLong(message.thread().value())
            .putLong(message.received().toEpochMilli())
            .flip());
    byte[] id = Arrays.copyOf(digest.digest(), OCTETS);
    return "M" + Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
