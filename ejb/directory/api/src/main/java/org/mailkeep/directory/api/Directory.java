package org.mailkeep.directory.api;

import java.util.List;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// Who is here, and which addresses are theirs. Safe for many threads; each call may block on a
/// store or a remote directory, and failures of that come back as values, never as exceptions.
public interface Directory {
  /// Checks what a client presents. An unknown login takes as long as a wrong password.
  Authentication authenticate(Credentials credentials);

  /// The account with an id.
  Answer<Account> account(AccountId id);

  /// The account with a login name. Case does not matter, and an alias is no login name.
  Answer<Account> account(String login);

  /// Whether mail for a domain is ours to keep.
  Verdict isLocal(DomainName domain);

  /// Where mail for an address goes (the question of RCPT TO, RFC 5321 §3.3): the exact address,
  /// then without its sub-address, then the domain's catch-all, as [Addressing] says.
  Resolution resolve(Address address);

  /// The addresses of an account, its primary address first, aliases in their order; catch-alls are
  /// not among them.
  Answer<List<Address>> addresses(AccountId account);

  /// Whether an account may send as an address: one of its own, also with a sub-address, or any of
  /// a domain whose catch-all it receives.
  Verdict owns(AccountId account, Address address);

  /// Addresses that a search string stands for (VRFY, RFC 5321 §3.5.1).
  ///
  /// @param text an address or a part of one
  /// @param limit the most that come back, at least 1
  Answer<List<Address>> verify(String text, int limit);

  /// Members of the list or group that an address stands for (EXPN, RFC 5321 §3.5.1). An account
  /// has no members: unknown.
  Answer<List<Address>> expand(Address address);
}
