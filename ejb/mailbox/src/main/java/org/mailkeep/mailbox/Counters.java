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
/// @param plural messages that are in more than one mailbox
record Counters(
    long lastChange,
    long lastEmail,
    long lastMailbox,
    int lastUidValidity,
    long messages,
    long bytes,
    long firstChange,
    long plural) {
  static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0, 1, 0);

  Counters change() {
    return new Counters(
        lastChange + 1,
        lastEmail,
        lastMailbox,
        lastUidValidity,
        messages,
        bytes,
        firstChange,
        plural);
  }

  Counters email() {
    return new Counters(
        lastChange,
        lastEmail + 1,
        lastMailbox,
        lastUidValidity,
        messages,
        bytes,
        firstChange,
        plural);
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
        lastChange, lastEmail, lastMailbox + 1, uidValidity, messages, bytes, firstChange, plural);
  }

  Counters use(long moreMessages, long moreBytes) {
    return new Counters(
        lastChange,
        lastEmail,
        lastMailbox,
        lastUidValidity,
        messages + moreMessages,
        bytes + moreBytes,
        firstChange,
        plural);
  }

  /// When more messages are in more than one mailbox.
  Counters plurals(long more) {
    return new Counters(
        lastChange,
        lastEmail,
        lastMailbox,
        lastUidValidity,
        messages,
        bytes,
        firstChange,
        plural + more);
  }

  /// When the log was cut: it now begins with a later change.
  Counters logFrom(long change) {
    return new Counters(
        lastChange, lastEmail, lastMailbox, lastUidValidity, messages, bytes, change, plural);
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
        firstChange,
        plural);
  }

  byte[] record() {
    RecordWriter out =
        new RecordWriter()
            .number(1, lastChange)
            .number(2, lastEmail)
            .number(3, lastMailbox)
            .number(4, lastUidValidity)
            .number(5, messages)
            .number(6, bytes)
            .number(7, firstChange);
    return plural == 0 ? out.bytes() : out.number(8, plural).bytes();
  }

  static Counters parse(byte[] record) {
    RecordReader in = new RecordReader(record);
    long[] numbers = new long[9];
    while (in.next()) {
      if (in.field() < numbers.length) {
        numbers[in.field()] = in.number();
      }
    }
    return new Counters(
        numbers[1],
        numbers[2],
        numbers[3],
        (int) numbers[4],
        numbers[5],
        numbers[6],
        numbers[7],
        numbers[8]);
  }
}
