package org.mailkeep.directory.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

/// What is stored of somebody whom a directory has vouched for.
///
/// @param login the name to log in with
/// @param description what people call them
/// @param emails their addresses, in the form in which names are kept
record StoredMet(String login, String description, List<String> emails) {
  StoredMet {
    emails = List.copyOf(emails);
  }

  static StoredMet of(Entry entry) {
    return new StoredMet(entry.identity().name(), entry.description(), entry.emails());
  }

  /// @param roles that they have now
  Entry entry(String key, Set<String> roles) {
    return new Entry(
        new Identity(key, login),
        Entry.Kind.INDIVIDUAL,
        description,
        emails,
        Account.Quota.UNLIMITED,
        true,
        roles);
  }

  byte[] encode() {
    var out = new RecordWriter().text(1, login).text(2, description);
    emails.forEach(email -> out.text(3, email));
    return out.bytes();
  }

  /// @throws StoreException.Corrupt when the record makes no sense
  static StoredMet decode(byte[] record) {
    var in = new RecordReader(record);
    String login = "";
    String description = "";
    List<String> emails = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> login = in.text();
        case 2 -> description = in.text();
        case 3 -> emails.add(in.text());
        default -> {} // a later version's
      }
    }
    if (login.isBlank()) {
      throw new StoreException.Corrupt("directory: somebody without a login name");
    }
    return new StoredMet(login, description, emails);
  }
}
