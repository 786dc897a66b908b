package org.mailkeep.delivery;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.MailingList;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Subscribers;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// Serves `example.org`: whoever a test puts in.
final class FakeDirectory implements Directory {
  private final Map<Address, List<Resolution.Recipient>> addresses = new HashMap<>();
  private final Set<AccountId> gone = new HashSet<>();
  private final Map<Address, MailingList> lists = new HashMap<>();
  private final Map<AccountId, Subscribers> subscribers = new HashMap<>();
  private volatile boolean down;

  /// An address leads to accounts.
  FakeDirectory with(String address, long... accounts) {
    Address key = Address.of(address);
    addresses.put(
        key,
        Arrays.stream(accounts)
            .mapToObj(id -> new Resolution.Recipient(new AccountId(id), key))
            .toList());
    return this;
  }

  /// An address is a list's.
  FakeDirectory list(MailingList list, Subscribers all) {
    lists.put(list.address(), list);
    subscribers.put(list.id(), all);
    return this;
  }

  /// An account is no longer there, though addresses lead to it.
  void remove(long account) {
    gone.add(new AccountId(account));
  }

  void down(boolean now) {
    down = now;
  }

  @Override
  public Resolution resolve(Address address) {
    if (down) {
      return new Resolution.Unavailable("down, as a test wants");
    }
    if (!address.domain().ascii().equals("example.org")) {
      return new Resolution.NotLocal();
    }
    MailingList list = lists.get(address.canonical());
    if (list != null) {
      return new Resolution.Mailing(list);
    }
    var found = addresses.get(address.canonical());
    return found == null ? new Resolution.UnknownMailbox() : new Resolution.Accounts(found);
  }

  @Override
  public Answer<Subscribers> subscribers(AccountId list) {
    Subscribers all = subscribers.get(list);
    return all == null ? new Answer.Unknown<>() : new Answer.Found<>(all);
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return down
        ? new Verdict.Unavailable("down, as a test wants")
        : Verdict.of(domain.ascii().equals("example.org"));
  }

  @Override
  public Authentication authenticate(Credentials credentials) {
    return new Authentication.Unavailable("not here");
  }

  @Override
  public Answer<Account> account(AccountId id) {
    boolean known =
        addresses.values().stream()
            .flatMap(List::stream)
            .anyMatch(one -> one.account().equals(id) && !gone.contains(id));
    String login = "account " + id;
    return known
        ? new Answer.Found<>(
            new Account(id, login, "", null, Account.Quota.UNLIMITED, Set.of(), true))
        : new Answer.Unknown<>();
  }

  @Override
  public Answer<Account> account(String login) {
    return new Answer.Unknown<>();
  }

  @Override
  public Answer<List<Address>> addresses(AccountId account) {
    return new Answer.Unknown<>();
  }

  @Override
  public Verdict owns(AccountId account, Address address) {
    return Verdict.of(false);
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
