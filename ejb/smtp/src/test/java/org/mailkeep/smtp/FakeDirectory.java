package org.mailkeep.smtp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// Accounts in memory, all with the password `secret`; can be switched off.
final class FakeDirectory implements Directory {
  private final Map<String, Account> byAddress = new HashMap<>();
  private final Set<DomainName> domains = new java.util.HashSet<>();
  boolean down;

  FakeDirectory with(long id, String address) {
    Address parsed = Address.of(address);
    domains.add(parsed.domain());
    byAddress.put(
        address,
        new Account(
            new AccountId(id), address, "", parsed, Account.Quota.UNLIMITED, Set.of(), true));
    return this;
  }

  @Override
  public Authentication authenticate(Credentials credentials) {
    if (down) {
      return new Authentication.Unavailable("down");
    }
    var password = (Credentials.Password) credentials;
    Account account = byAddress.get(password.login());
    if (account == null) {
      return new Authentication.Rejected(Authentication.Reason.UNKNOWN_LOGIN);
    }
    return password.password().equals("secret")
        ? new Authentication.Authenticated(account)
        : new Authentication.Rejected(Authentication.Reason.WRONG_SECRET);
  }

  @Override
  public Answer<Account> account(AccountId id) {
    return new Answer.Unknown<>();
  }

  @Override
  public Answer<Account> account(String login) {
    return new Answer.Unknown<>();
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return Verdict.of(domains.contains(domain));
  }

  @Override
  public Resolution resolve(Address address) {
    if (down) {
      return new Resolution.Unavailable("down");
    }
    if (!domains.contains(address.domain())) {
      return new Resolution.NotLocal();
    }
    for (String name : Addressing.STANDARD.candidates(address)) {
      Account account = byAddress.get(name);
      if (account != null) {
        return new Resolution.Accounts(
            List.of(new Resolution.Recipient(account.id(), address.canonical())));
      }
    }
    return new Resolution.UnknownMailbox();
  }

  @Override
  public Answer<List<Address>> addresses(AccountId account) {
    return new Answer.Unknown<>();
  }

  @Override
  public Verdict owns(AccountId id, Address address) {
    if (down) {
      return new Verdict.Unavailable("down");
    }
    Account account = byAddress.get(Addressing.name(address));
    return Verdict.of(account != null && account.id().equals(id));
  }

  @Override
  public Answer<List<Address>> verify(String text, int limit) {
    return new Answer.Unknown<>();
  }

  @Override
  public Answer<List<Address>> expand(Address address) {
    return new Answer.Unknown<>();
  }
}
