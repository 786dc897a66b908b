package org.mailkeep.directory.api;

import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;

/// Somebody whom a group or a list stands for.
public sealed interface Member {
  /// An entry of the same directory, whatever it is called now.
  record Here(AccountId id) implements Member {}

  /// An address, wherever it leads.
  ///
  /// @param address canonical
  record Elsewhere(Address address) implements Member {
    public Elsewhere {
      address = address.canonical();
    }
  }
}
