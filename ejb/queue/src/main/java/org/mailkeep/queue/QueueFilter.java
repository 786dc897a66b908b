package org.mailkeep.queue;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which messages of the queue; all conditions that are given hold. Texts match anywhere, in any
/// case.
///
/// @param sender a part of the sender, `<>` for the null sender, or null for any
/// @param recipient a part of one recipient, or null for any
/// @param text a part of the sender, a recipient, or a recipient's last status, or null for any
public record QueueFilter(
    @Nullable String sender, @Nullable String recipient, @Nullable String text) {
  /// All messages.
  public static final QueueFilter ALL = new QueueFilter(null, null, null);

  /// Whether a message is meant.
  public boolean matches(QueuedMessage message) {
    return senderMatches(message) && recipientMatches(message) && textMatches(message);
  }

  private boolean senderMatches(QueuedMessage message) {
    return sender == null || contains(message.senderText(), sender);
  }

  private boolean recipientMatches(QueuedMessage message) {
    return recipient == null
        || message.recipients().stream().anyMatch(r -> contains(r.address(), recipient));
  }

  private boolean textMatches(QueuedMessage message) {
    return text == null
        || contains(message.senderText(), text)
        || message.recipients().stream().anyMatch(r -> mentions(r, text));
  }

  private static boolean mentions(QueuedRecipient recipient, String text) {
    Status status = recipient.status();
    return contains(recipient.address(), text)
        || (status != null && contains(status.code() + " " + status.text(), text));
  }

  private static boolean contains(Object whole, String part) {
    return whole.toString().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
