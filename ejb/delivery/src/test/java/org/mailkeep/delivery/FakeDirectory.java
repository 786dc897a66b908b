package org.mailkeep.delivery;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// Serves `example.org`: whoever a test puts in.
final class FakeDirectory implements Directory {
  private final Map<Address, List<Resolution.Recipient>> addresses = new HashMap<>();
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
    var found = addresses.get(address.canonical());
    return found == null ? new Resolution.UnknownMailbox() : new Resolution.Accounts(found);
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
    return new Answer.Unknown<>();
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
