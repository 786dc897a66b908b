package org.mailkeep.directory.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;

/// Where mail for an address goes.
public sealed interface Resolution {
  /// Whether an account is among those that it leads to.
  default Verdict includes(AccountId account) {
    return switch (this) {
      case Accounts(var recipients) ->
          Verdict.of(recipients.stream().anyMatch(one -> one.account().equals(account)));
      case Mailing _, UnknownMailbox _, NotLocal _ -> new Verdict.No();
      case Unavailable(var reason) -> new Verdict.Unavailable(reason);
    };
  }

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

  /// To everyone on a mailing list, in a message of the list's own (RFC 5321 §3.9.2).
  record Mailing(MailingList list) implements Resolution {}

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
  /// @param quota of the account, as far as it is known together with who it is; null when the
  ///   directory has to be asked for it
  record Recipient(AccountId account, Address address, Account.@Nullable Quota quota) {
    /// One of whom no more is known.
    public Recipient(AccountId account, Address address) {
      this(account, address, null);
    }
  }
}
