package org.mailkeep.mailbox;

/// The counters of a mailbox, which change in the commit that changes what they count.
///
/// @param recentFrom UIDs from here on were not yet shown to a session that selected for writing
record Tally(
    int uidValidity,
    int uidNext,
    long highestModSeq,
    int messages,
    int unseen,
    int deleted,
    int recent,
    long bytes,
    int recentFrom) {
  static Tally empty(int uidValidity, long modSeq) {
    return new Tally(uidValidity, 1, modSeq, 0, 0, 0, 0, 0, 1);
  }

  /// With a message that gets the next UID.
  Tally added(Flags flags, long size, long modSeq) {
    if (uidNext == Integer.MAX_VALUE) {
      throw new IllegalStateException("a mailbox has no UID left");
    }
    return new Tally(
        uidValidity,
        uidNext + 1,
        modSeq,
        messages + 1,
        unseen + unseen(flags),
        deleted + deleted(flags),
        recent + 1,
        bytes + size,
        recentFrom);
  }

  /// Without a message.
  Tally removed(int uid, Flags flags, long size, long modSeq) {
    return new Tally(
        uidValidity,
        uidNext,
        modSeq,
        messages - 1,
        unseen - unseen(flags),
        deleted - deleted(flags),
        uid >= recentFrom ? recent - 1 : recent,
        bytes - size,
        recentFrom);
  }

  /// With other flags of a message.
  Tally changed(Flags before, Flags after, long modSeq) {
    return new Tally(
        uidValidity,
        uidNext,
        modSeq,
        messages,
        unseen - unseen(before) + unseen(after),
        deleted - deleted(before) + deleted(after),
        recent,
        bytes,
        recentFrom);
  }

  /// When all messages so far were shown.
  Tally shown() {
    return new Tally(
        uidValidity, uidNext, highestModSeq, messages, unseen, deleted, 0, bytes, uidNext);
  }

  /// The same as of a change.
  Tally at(long modSeq) {
    return new Tally(
        uidValidity, uidNext, modSeq, messages, unseen, deleted, recent, bytes, recentFrom);
  }

  MailboxStatus status() {
    return new MailboxStatus(
        messages, unseen, deleted, recent, bytes, uidNext, uidValidity, highestModSeq);
  }

  private static int unseen(Flags flags) {
    return flags.has(SystemFlag.SEEN) ? 0 : 1;
  }

  private static int deleted(Flags flags) {
    return flags.has(SystemFlag.DELETED) ? 1 : 0;
  }
}
