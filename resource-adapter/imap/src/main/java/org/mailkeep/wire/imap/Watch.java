package org.mailkeep.wire.imap;

import java.util.List;
import java.util.Set;

/// An event group of NOTIFY (RFC 5465 §8).
///
/// @param names of SUBTREE and MAILBOXES; empty for the others
/// @param events none for NONE
/// @param items what to tell of each new message; only for the selected mailbox
public record Watch(Where where, List<String> names, Set<Event> events, List<FetchItem> items) {
  /// Collections are copied.
  public Watch {
    names = List.copyOf(names);
    events = Set.copyOf(events);
    items = List.copyOf(items);
  }

  /// Which mailboxes, RFC 5465 §6.
  public enum Where {
    /// The selected one, at once.
    SELECTED,
    /// The selected one, expunges when a command allows.
    SELECTED_DELAYED,
    /// Where mail is delivered.
    INBOXES,
    /// All of the user's own.
    PERSONAL,
    /// All that the user subscribed to.
    SUBSCRIBED,
    /// Some, with all below them.
    SUBTREE,
    /// Some.
    MAILBOXES;

    /// Whether it is the selected mailbox.
    public boolean isSelected() {
      return this == SELECTED || this == SELECTED_DELAYED;
    }
  }

  /// What happens, RFC 5465 §5.
  public enum Event {
    /// A message came.
    MESSAGE_NEW("MessageNew"),
    /// A message is gone.
    MESSAGE_EXPUNGE("MessageExpunge"),
    /// Flags changed.
    FLAG_CHANGE("FlagChange"),
    /// A mailbox was made, removed or renamed.
    MAILBOX_NAME("MailboxName"),
    /// A name was subscribed to, or no more.
    SUBSCRIPTION_CHANGE("SubscriptionChange"),
    /// An annotation of a mailbox changed.
    MAILBOX_METADATA_CHANGE("MailboxMetadataChange"),
    /// An annotation of the server changed.
    SERVER_METADATA_CHANGE("ServerMetadataChange");

    private final String text;

    Event(String text) {
      this.text = text;
    }

    /// As the RFC writes it.
    public String text() {
      return text;
    }

    /// Whether it is about messages.
    public boolean isOfMessages() {
      return compareTo(FLAG_CHANGE) <= 0;
    }
  }
}
