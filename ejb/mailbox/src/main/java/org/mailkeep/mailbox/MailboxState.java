package org.mailkeep.mailbox;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

/// What is stored of a mailbox itself.
///
/// @param parent id of the mailbox above, 0 at the top
/// @param name its last name; of a doomed one, its path when it was deleted
/// @param doomed whether it was deleted and only waits for its messages to be removed
/// @param sharing stored in records of its own; here only whether there are any
record MailboxState(
    MailboxId id,
    long parent,
    String name,
    @Nullable Role role,
    boolean doomed,
    Tally tally,
    Sharing sharing) {

  MailboxState with(Tally newTally) {
    return new MailboxState(id, parent, name, role, doomed, newTally, sharing);
  }

  MailboxState with(Sharing newSharing) {
    return new MailboxState(id, parent, name, role, doomed, tally, newSharing);
  }

  MailboxState at(long newParent, String newName) {
    return new MailboxState(id, newParent, newName, role, doomed, tally, sharing);
  }

  MailboxState as(@Nullable Role newRole) {
    return new MailboxState(id, parent, name, newRole, doomed, tally, sharing);
  }

  MailboxState doom(String path) {
    return new MailboxState(id, 0, path, null, true, tally, Sharing.NONE);
  }

  byte[] record() {
    RecordWriter out = new RecordWriter().text(1, name);
    if (parent != 0) {
      out.number(2, parent);
    }
    if (role != null) {
      out.text(3, role.jmapName());
    }
    if (doomed) {
      out.flag(4, true);
    }
    out.number(5, tally.uidValidity())
        .number(6, tally.uidNext())
        .number(7, tally.highestModSeq())
        .number(8, tally.messages())
        .number(9, tally.unseen())
        .number(10, tally.deleted())
        .number(11, tally.recent())
        .number(12, tally.bytes())
        .number(13, tally.recentFrom());
    if (!sharing.isNone()) {
      out.flag(14, true);
    }
    return out.bytes();
  }

  /// Without its sharing, of which it says only whether there is any.
  static MailboxState parse(long id, byte[] record) {
    RecordReader in = new RecordReader(record);
    String name = "";
    Role role = null;
    long[] numbers = new long[15];
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 3 -> role = role(in.text());
        case 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 -> numbers[in.field()] = in.number();
        default -> {} // a later version's
      }
    }
    if (id <= 0 || name.isEmpty() || numbers[6] < 1) {
      throw new StoreException.Corrupt("mailbox " + id);
    }
    Tally tally =
        new Tally(
            (int) numbers[5],
            (int) numbers[6],
            numbers[7],
            (int) numbers[8],
            (int) numbers[9],
            (int) numbers[10],
            (int) numbers[11],
            numbers[12],
            (int) numbers[13]);
    Sharing sharing = numbers[14] == 0 ? Sharing.NONE : Sharing.UNREAD;
    return new MailboxState(
        new MailboxId(id), numbers[2], name, role, numbers[4] != 0, tally, sharing);
  }

  private static @Nullable Role role(String name) {
    for (Role role : Role.values()) {
      if (role.jmapName().equals(name)) {
        return role;
      }
    }
    return null; // a later version's
  }
}
