package org.mailkeep.mailbox;

import java.util.Optional;

/// What somebody may do with a mailbox (RFC 4314 §2.1).
public enum Right {
  /// See that it is there.
  LOOKUP('l', 1),
  /// Select it and read its messages.
  READ('r', 2),
  /// Keep `\Seen`.
  SEEN('s', 4),
  /// Set flags other than `\Seen` and `\Deleted`.
  WRITE('w', 8),
  /// Put messages into it.
  INSERT('i', 16),
  /// Send mail to its address; kept, and asked by nobody here.
  POST('p', 32),
  /// Make mailboxes below it.
  CREATE('k', 64),
  /// Delete or rename it.
  DELETE('x', 128),
  /// Set `\Deleted`.
  DELETE_MESSAGES('t', 256),
  /// Remove messages that have `\Deleted`.
  EXPUNGE('e', 512),
  /// Say who has which rights.
  ADMINISTER('a', 1024);

  private final char letter;
  private final int bit;

  Right(char letter, int bit) {
    this.letter = letter;
    this.bit = bit;
  }

  /// The letter that stands for it in IMAP.
  public char letter() {
    return letter;
  }

  /// Its bit in stored records; never changes.
  int bit() {
    return bit;
  }

  /// The one with a letter.
  public static Optional<Right> ofLetter(char letter) {
    for (Right right : values()) {
      if (right.letter == letter) {
        return Optional.of(right);
      }
    }
    return Optional.empty();
  }
}
