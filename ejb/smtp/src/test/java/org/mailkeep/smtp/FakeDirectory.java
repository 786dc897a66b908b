package org.mailkeep.smtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.MailingList;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// Accounts in memory, all with the password `secret`; can be switched off.
final class FakeDirectory implements Directory {
  private final Map<String, Account> byAddress = new HashMap<>();
  private final Set<DomainName> domains = new java.util.HashSet<>();
  final Map<Address, List<Address>> lists = new HashMap<>();
  final Set<String> mailing = new java.util.HashSet<>();

  /// What a search finds.
  final Map<String, List<Address>> found = new HashMap<>();

  /// What VRFY and EXPN looked for.
  final List<String> looked = new ArrayList<>();

  @Nullable AccountId postmaster;
  boolean down;
  boolean throttled;

  FakeDirectory with(long id, String address) {
    Address parsed = Address.of(address);
    domains.add(parsed.domain());
    byAddress.put(
        address,
        new Account(
            new AccountId(id), address, "", parsed, Account.Quota.UNLIMITED, Set.of("user"), true));
    return this;
  }

  /// Nobody has an address any more.
  void without(String address) {
    byAddress.remove(address);
  }

  @Override
  public Resolution postmaster(Address asked) {
    if (down) {
      return new Resolution.Unavailable("down");
    }
    return postmaster == null
        ? new Resolution.UnknownMailbox()
        : new Resolution.Accounts(List.of(new Resolution.Recipient(postmaster, asked)));
  }

  @Override
  public Authentication authenticate(Credentials credentials) {
    if (down) {
      return new Authentication.Unavailable("down");
    }
    if (throttled) {
      return new Authentication.Throttled(Duration.ofMinutes(1));
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
    return byAddress.values().stream()
        .filter(account -> account.id().equals(id))
        .findFirst()
        .<Answer<Account>>map(Answer.Found::new)
        .orElseGet(Answer.Unknown::new);
  }

  @Override
  public Answer<Account> account(String login) {
    return new Answer.Unknown<>();
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return down ? new Verdict.Unavailable("down") : Verdict.of(domains.contains(domain));
  }

  @Override
  public Resolution resolve(Address address) {
    if (down) {
      return new Resolution.Unavailable("down");
    }
    if (!domains.contains(address.domain())) {
      return new Resolution.NotLocal();
    }
    if (mailing.contains(Addressing.name(address))) {
      return new Resolution.Mailing(new MailingList(new AccountId(70), address, "", null));
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

  /// An address, or what a test says.
  @Override
  public Answer<List<Address>> verify(String text, int limit) {
    if (down) {
      return new Answer.Unavailable<>("down");
    }
    looked.add(text);
    List<Address> here =
        byAddress.containsKey(text)
            ? List.of(Address.of(text))
            : found.getOrDefault(text, List.of());
    return here.isEmpty() ? new Answer.Unknown<>() : new Answer.Found<>(here);
  }

  @Override
  public Answer<List<Address>> expand(Address address) {
    if (down) {
      return new Answer.Unavailable<>("down");
    }
    List<Address> members = lists.get(address.canonical());
    return members == null ? new Answer.Unknown<>() : new Answer.Found<>(members);
  }
}
