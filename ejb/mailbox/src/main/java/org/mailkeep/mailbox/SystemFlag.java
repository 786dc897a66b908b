package org.mailkeep.mailbox;

import java.util.Optional;

/// The flags that IMAP names with a backslash (RFC 9051 §2.3.2). `\Recent` is no flag here but a
/// property of a session, see [Selected#recentFrom()].
public enum SystemFlag {
  /// Read.
  SEEN("\\Seen", 1),
  /// Answered.
  ANSWERED("\\Answered", 2),
  /// Marked as important.
  FLAGGED("\\Flagged", 4),
  /// Not yet finished.
  DRAFT("\\Draft", 8),
  /// To be removed by the next EXPUNGE; of the membership, the others are of the message.
  DELETED("\\Deleted", 16);

  private final String imapName;
  private final int bit;

  SystemFlag(String imapName, int bit) {
    this.imapName = imapName;
    this.bit = bit;
  }

  /// Its name in IMAP, such as `\Seen`.
  public String imapName() {
    return imapName;
  }

  /// Its bit in stored records; never changes.
  int bit() {
    return bit;
  }

  /// The flag with an IMAP name, in any case.
  public static Optional<SystemFlag> ofImapName(String name) {
    for (SystemFlag flag : values()) {
      if (flag.imapName.equalsIgnoreCase(name)) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }
}
