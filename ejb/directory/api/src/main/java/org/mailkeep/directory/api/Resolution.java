package org.mailkeep.directory.api;

import java.util.List;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;

/// Where mail for an address goes.
public sealed interface Resolution {
  /// Into local accounts.
  ///
  /// @param recipients at least one, each account once
  record Accounts(List<Recipient> recipients) implements Resolution {
    public Accounts {
      recipients = List.copyOf(recipients);
      if (recipients.isEmpty()) {
        throw new IllegalArgumentException("no recipient");
      }
    }
  }

  /// The domain is ours, and nobody there has this address.
  record UnknownMailbox() implements Resolution {}

  /// The domain is not ours.
  record NotLocal() implements Resolution {}

  /// The directory could not be asked; trying again later may help.
  ///
  /// @param reason for the log, without secrets
  record Unavailable(String reason) implements Resolution {}

  /// One account that an address leads to.
  ///
  /// @param account where the mail is filed
  /// @param address the account's address that matched, in canonical form, without a sub-address;
  ///   for a catch-all the address that was asked for
  record Recipient(AccountId account, Address address) {}
}
