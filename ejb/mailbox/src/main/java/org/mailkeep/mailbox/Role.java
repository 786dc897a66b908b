package org.mailkeep.mailbox;

import java.util.Locale;
import java.util.Optional;

/// What a mailbox is for. At most one mailbox of an account has each role (RFC 8621 §2).
public enum Role {
  /// Where mail arrives.
  INBOX(""),
  /// Messages being written.
  DRAFTS("\\Drafts"),
  /// Messages that were sent.
  SENT("\\Sent"),
  /// Unwanted mail.
  JUNK("\\Junk"),
  /// Messages about to be deleted.
  TRASH("\\Trash"),
  /// Messages put aside.
  ARCHIVE("\\Archive");

  private final String attribute;

  Role(String attribute) {
    this.attribute = attribute;
  }

  /// The special-use attribute of IMAP (RFC 6154 §2), such as `\Sent`; empty for INBOX.
  public String attribute() {
    return attribute;
  }

  /// The role name of JMAP (RFC 8621 §2), such as `sent`.
  public String jmapName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role of a special-use attribute in any case; empty for one that mailboxes cannot have.
  public static Optional<Role> ofAttribute(String attribute) {
    for (Role role : values()) {
      if (!role.attribute.isEmpty() && role.attribute.equalsIgnoreCase(attribute)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
