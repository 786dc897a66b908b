package org.mailkeep.transfer;

import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.Settlement;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.Subspace;

/// How far a mailbox of another server has been taken over. Kept in the commit that files its
/// messages, so an import that was cut short goes on behind them.
///
/// @param uidValidity of the mailbox there
/// @param uid the last one that was looked at
record ImapMark(long uidValidity, long uid) {
  private static final ImapMark NONE = new ImapMark(0, 0);

  /// Characters of a name that stand in the key.
  private static final int LONGEST = 200;

  /// The key of a mailbox's mark.
  static byte[] key(AccountId account, RemoteAccount remote, String mailbox) {
    return Keys.of(account.value()).text(cut(remote.name())).text(cut(mailbox)).bytes();
  }

  private static String cut(String name) {
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST) + Integer.toHexString(name.hashCode());
  }

  /// What is known of a mailbox, when its UIDs still mean the same.
  static ImapMark read(Reader reader, byte[] key, long uidValidity) {
    byte[] stored = reader.get(Subspace.IMPORT, key);
    ImapMark mark = stored == null ? NONE : parse(stored);
    return mark.uidValidity == uidValidity ? mark : new ImapMark(uidValidity, 0);
  }

  private static ImapMark parse(byte[] record) {
    RecordReader in = new RecordReader(record);
    long[] numbers = new long[3];
    while (in.next()) {
      if (in.field() < numbers.length) {
        numbers[in.field()] = in.number();
      }
    }
    return new ImapMark(numbers[1], numbers[2]);
  }

  private byte[] record() {
    return new RecordWriter().number(1, uidValidity).number(2, uid).bytes();
  }

  /// Sets it together with what is filed.
  Settlement settled(byte[] key) {
    return (_, batch) -> {
      batch.put(Subspace.IMPORT, key, record());
      return true;
    };
  }
}
