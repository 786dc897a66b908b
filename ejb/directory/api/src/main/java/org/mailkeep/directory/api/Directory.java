package org.mailkeep.directory.api;

import java.util.List;
import java.util.Set;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.sasl.ScramKeys;

/// Who is here, and which addresses are theirs. Safe for many threads; each call may block on a
/// store or a remote directory, and failures of that come back as values, never as exceptions.
public interface Directory {
  /// Checks what a client presents. An unknown login takes as long as a wrong password.
  Authentication authenticate(Credentials credentials);

  /// The kinds of credentials that can be right here, so that no client is offered what never is.
  default Set<Proof> accepts() {
    return Set.of(Proof.PASSWORD);
  }

  /// What SCRAM-SHA-256 needs to know of a login's password. For a login that has no such keys, or
  /// that nobody has, they are made up and always the same, so that the answer tells nothing.
  default Answer<ScramKeys> scramKeys(String login) {
    return new Answer.Unknown<>();
  }

  /// The account with an id.
  Answer<Account> account(AccountId id);

  /// The account with a login name. Case does not matter, and an alias is no login name.
  Answer<Account> account(String login);

  /// Whether mail for a domain is ours to keep.
  Verdict isLocal(DomainName domain);

  /// Where mail for an address goes (the question of RCPT TO, RFC 5321 §3.3): the exact address,
  /// then without its sub-address, then the domain's catch-all, as [Addressing] says.
  Resolution resolve(Address address);

  /// Where mail for the postmaster goes when nobody has that address, since it must arrive (RFC
  /// 5321 §4.5.1).
  ///
  /// @param asked the postmaster's address
  default Resolution postmaster(Address asked) {
    return new Resolution.UnknownMailbox();
  }

  /// Everyone to whom a mailing list sends; unknown when it is none.
  default Answer<Subscribers> subscribers(AccountId list) {
    return new Answer.Unknown<>();
  }

  /// The addresses of an account, its primary address first, aliases in their order; catch-alls are
  /// not among them.
  Answer<List<Address>> addresses(AccountId account);

  /// The groups that an account is in; their mail is kept for the group, not for its members. In a
  /// directory without groups nobody is in any.
  default Answer<List<AccountId>> groups(AccountId account) {
    return new Answer.Found<>(List.of());
  }

  /// Whether an account may send as an address: one of its own, also with a sub-address, or any of
  /// a domain whose catch-all it receives.
  Verdict owns(AccountId account, Address address);

  /// Addresses that a search string stands for (VRFY, RFC 5321 §3.5.1).
  ///
  /// @param text an address, or a part of one, by which a directory finds addresses that can do so
  ///   by one question; others know none by it
  /// @param limit the most that come back, at least 1
  Answer<List<Address>> verify(String text, int limit);

  /// Members of the list or group that an address stands for (EXPN, RFC 5321 §3.5.1). An account
  /// has no members: unknown.
  Answer<List<Address>> expand(Address address);
}
