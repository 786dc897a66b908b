package org.mailkeep.imap;

import java.util.List;
import java.util.Map;
import java.util.Set;
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

/// A directory of two, jane and joe, whose password is `secret`. It is down for whoever is
/// `nobody`.
final class KnownPeople implements Directory {
  private static final Map<String, Account> PEOPLE = Map.of("jane", person(1), "joe", person(2));

  private static Account person(long id) {
    String login = id == 1 ? "jane" : "joe";
    return new Account(
        new AccountId(id),
        login,
        login,
        Address.of(login + "@example.org"),
        Account.Quota.UNLIMITED,
        Set.of("user"),
        true);
  }

  @Override
  public Authentication authenticate(Credentials credentials) {
    if (!(credentials instanceof Credentials.Password(var login, var password))) {
      return new Authentication.Rejected(Authentication.Reason.UNSUPPORTED);
    }
    if (login.equals("nobody")) {
      return new Authentication.Unavailable("down");
    }
    Account account = PEOPLE.get(login);
    if (account == null) {
      return new Authentication.Rejected(Authentication.Reason.UNKNOWN_LOGIN);
    }
    return password.equals("secret")
        ? new Authentication.Authenticated(account)
        : new Authentication.Rejected(Authentication.Reason.WRONG_SECRET);
  }

  private static AssertionError unasked() {
    return new AssertionError("IMAP asks for logins only");
  }

  @Override
  public Answer<Account> account(AccountId id) {
    throw unasked();
  }

  @Override
  public Answer<Account> account(String login) {
    throw unasked();
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    throw unasked();
  }

  @Override
  public Resolution resolve(Address address) {
    throw unasked();
  }

  @Override
  public Answer<List<Address>> addresses(AccountId account) {
    throw unasked();
  }

  @Override
  public Verdict owns(AccountId account, Address address) {
    throw unasked();
  }

  @Override
  public Answer<List<Address>> verify(String text, int limit) {
    throw unasked();
  }

  @Override
  public Answer<List<Address>> expand(Address address) {
    throw unasked();
  }
}
