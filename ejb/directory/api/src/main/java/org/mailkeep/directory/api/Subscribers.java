package org.mailkeep.directory.api;

import java.util.List;
import org.mailkeep.kernel.Address;

/// Everyone to whom a mailing list sends, through all lists that are on it, each once.
///
/// @param accounts of this directory
/// @param elsewhere addresses that are not this directory's
public record Subscribers(List<Resolution.Recipient> accounts, List<Address> elsewhere) {
  public Subscribers {
    accounts = List.copyOf(accounts);
    elsewhere = List.copyOf(elsewhere);
  }

  /// How many.
  public int count() {
    return accounts.size() + elsewhere.size();
  }
}
