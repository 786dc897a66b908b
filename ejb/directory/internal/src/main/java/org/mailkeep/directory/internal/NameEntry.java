package org.mailkeep.directory.internal;

import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// Whose a name is, and what for.
///
/// @param login whether it is the account's login name
/// @param receives whether mail for it is the account's
record NameEntry(AccountId account, boolean login, boolean receives) {
  byte[] encode() {
    return new RecordWriter().number(1, account.value()).flag(2, login).flag(3, receives).bytes();
  }

  static NameEntry decode(byte[] record) {
    var in = new RecordReader(record);
    long account = 0;
    boolean login = false;
    boolean receives = false;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> account = in.number();
        case 2 -> login = in.flag();
        case 3 -> receives = in.flag();
        default -> {} // a later version's
      }
    }
    return new NameEntry(new AccountId(account), login, receives);
  }
}
