package org.mailkeep.mailbox;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.MailboxId;

/// A mailbox as it is listed.
///
/// @param parent the mailbox above it, or null at the top
/// @param name its own name, in NFC, without the separator
/// @param path the names from the top, joined by `/`; the inbox is `INBOX`
/// @param role what it is for, or null
/// @param subscribed whether its path is among the account's subscriptions
/// @param hasChildren whether mailboxes lie below it
public record Mailbox(
    MailboxId id,
    @Nullable MailboxId parent,
    String name,
    String path,
    @Nullable Role role,
    boolean subscribed,
    boolean hasChildren,
    MailboxStatus status) {
  /// The same with counts as another one has them, who subscribes to it by another name.
  Mailbox of(MailboxStatus counts) {
    return new Mailbox(id, parent, name, path, role, false, hasChildren, counts);
  }

  /// What separates the names of a path.
  public static final char SEPARATOR = '/';

  /// The name that is the inbox in any case (RFC 9051 §5.1).
  public static final String INBOX = "INBOX";
}
