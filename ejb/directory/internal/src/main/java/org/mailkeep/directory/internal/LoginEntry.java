package org.mailkeep.directory.internal;

import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// What a list needs of an account to search it.
///
/// @param name what people call it
record LoginEntry(AccountId account, String name) {
  byte[] encode() {
    return new RecordWriter().number(1, account.value()).text(2, name).bytes();
  }

  static LoginEntry decode(byte[] record) {
    var in = new RecordReader(record);
    long account = 0;
    String name = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> account = in.number();
        case 2 -> name = in.text();
        default -> {} // a later version's
      }
    }
    return new LoginEntry(new AccountId(account), name);
  }
}
