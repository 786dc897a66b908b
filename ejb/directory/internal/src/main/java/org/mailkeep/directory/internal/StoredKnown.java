package org.mailkeep.directory.internal;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.foreign.KnownAccount;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

/// What is stored of an account that a foreign directory keeps.
final class StoredKnown {
  private StoredKnown() {}

  static byte[] encode(KnownAccount known) {
    return new RecordWriter()
        .text(1, known.directory())
        .text(2, known.identity().key())
        .text(3, known.identity().name())
        .number(4, known.since().toEpochMilli())
        .bytes();
  }

  /// @throws StoreException.Corrupt when the record makes no sense
  static KnownAccount decode(AccountId id, byte[] record) {
    var in = new RecordReader(record);
    String directory = "";
    String key = "";
    String name = "";
    long since = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> directory = in.text();
        case 2 -> key = in.text();
        case 3 -> name = in.text();
        case 4 -> since = in.number();
        default -> {} // a later version's
      }
    }
    if (directory.isEmpty() || key.isBlank() || name.isBlank()) {
      throw new StoreException.Corrupt("directory: what is known of account " + id.value());
    }
    return new KnownAccount(id, directory, new Identity(key, name), Instant.ofEpochMilli(since));
  }

  /// What can be listed of it without asking its directory.
  static Principal principal(KnownAccount known) {
    String login = known.identity().name();
    var account =
        new Account(
            known.id(),
            login,
            "",
            Address.parse(login).orElse(null),
            Account.Quota.UNLIMITED,
            Set.of(),
            true);
    var keeper = new Principal.Keeper.Others(known.directory(), false);
    return new Principal(account, List.of(), 0, known.since(), keeper);
  }
}
