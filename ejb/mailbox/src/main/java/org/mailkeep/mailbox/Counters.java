package org.mailkeep.mailbox;

import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// The counters of an account. Ids count up and are never used again.
///
/// @param lastChange number of the last change: MODSEQ in IMAP, state in JMAP
/// @param lastEmail the last id given to a message
/// @param lastMailbox the last id given to a mailbox
/// @param lastUidValidity the last UIDVALIDITY given to a mailbox
/// @param messages of all mailboxes
/// @param bytes their sizes
/// @param firstChange number of the first change that the log still has
record Counters(
    long lastChange,
    long lastEmail,
    long lastMailbox,
    int lastUidValidity,
    long messages,
    long bytes,
    long firstChange) {
  static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0, 1);

  Counters change() {
    return new Counters(
        lastChange + 1, lastEmail, lastMailbox, lastUidValidity, messages, bytes, firstChange);
  }

  Counters email() {
    return new Counters(
        lastChange, lastEmail + 1, lastMailbox, lastUidValidity, messages, bytes, firstChange);
  }

  /// The year 2000: from here UIDVALIDITY counts seconds, so that it lasts until 2068.
  private static final long EPOCH = 946_684_800L;

  /// With a new mailbox, whose UIDVALIDITY is the time unless that was given before.
  ///
  /// @param seconds since 1970
  Counters mailbox(long seconds) {
    if (lastUidValidity == Integer.MAX_VALUE) {
      throw new IllegalStateException("an account has no UIDVALIDITY left");
    }
    int uidValidity = (int) Math.clamp(seconds - EPOCH, lastUidValidity + 1L, Integer.MAX_VALUE);
    return new Counters(
        lastChange, lastEmail, lastMailbox + 1, uidValidity, messages, bytes, firstChange);
  }

  Counters use(long moreMessages, long moreBytes) {
    return new Counters(
        lastChange,
        lastEmail,
        lastMailbox,
        lastUidValidity,
        messages + moreMessages,
        bytes + moreBytes,
        firstChange);
  }

  /// When the log was cut: it now begins with a later change.
  Counters logFrom(long change) {
    return new Counters(
        lastChange, lastEmail, lastMailbox, lastUidValidity, messages, bytes, change);
  }

  /// When mailboxes up to this id were found.
  Counters mailboxesUpTo(long mailbox) {
    return new Counters(
        lastChange,
        lastEmail,
        Math.max(lastMailbox, mailbox),
        lastUidValidity,
        messages,
        bytes,
        firstChange);
  }

  byte[] record() {
    return new RecordWriter()
        .number(1, lastChange)
        .number(2, lastEmail)
        .number(3, lastMailbox)
        .number(4, lastUidValidity)
        .number(5, messages)
        .number(6, bytes)
        .number(7, firstChange)
        .bytes();
  }

  static Counters parse(byte[] record) {
    RecordReader in = new RecordReader(record);
    long[] numbers = new long[8];
    while (in.next()) {
      if (in.field() < numbers.length) {
        numbers[in.field()] = in.number();
      }
    }
    return new Counters(
        numbers[1], numbers[2], numbers[3], (int) numbers[4], numbers[5], numbers[6], numbers[7]);
  }
}
