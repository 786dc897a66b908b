package org.mailkeep.imap;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.auth.Role;
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

/// A directory of jane, joe, ann and bob, whose password is `secret`, of the group `desk`, in which
/// ann and bob are, and of `boss`, who looks after the server. It is down for whoever is `nobody`.
public final class KnownPeople implements Directory {
  private static final List<String> LOGINS = List.of("jane", "joe", "ann", "bob", "desk", "boss");

  /// The group's id.
  static final AccountId DESK = new AccountId(5);

  /// The id of whoever looks after the server.
  static final AccountId BOSS = new AccountId(6);

  private static final Set<AccountId> MEMBERS = Set.of(new AccountId(3), new AccountId(4));

  private static Optional<Account> person(String login) {
    long id = LOGINS.indexOf(login) + 1L;
    return id == 0
        ? Optional.empty()
        : Optional.of(
            new Account(
                new AccountId(id),
                login,
                login,
                Address.of(login + "@example.org"),
                Account.Quota.UNLIMITED,
                Set.of(login.equals("boss") ? Role.ADMINISTRATOR.name() : Role.USER.name()),
                true));
  }

  private static <T> Answer<T> found(Optional<T> value) {
    return value.<Answer<T>>map(Answer.Found::new).orElseGet(Answer.Unknown::new);
  }

  @Override
  public Authentication authenticate(Credentials credentials) {
    if (!(credentials instanceof Credentials.Password(var login, var password))) {
      return new Authentication.Rejected(Authentication.Reason.UNSUPPORTED);
    }
    if (login.equals("nobody")) {
      return new Authentication.Unavailable("down");
    }
    if (login.equals("guesser")) {
      return new Authentication.Throttled(Duration.ofMinutes(1));
    }
    if (login.equals("late") && password.equals("secret")) {
      return new Authentication.Rejected(Authentication.Reason.EXPIRED);
    }
    Account account = login.equals("desk") ? null : person(login).orElse(null);
    if (account == null) {
      return new Authentication.Rejected(Authentication.Reason.UNKNOWN_LOGIN);
    }
    return password.equals("secret")
        ? new Authentication.Authenticated(account)
        : new Authentication.Rejected(Authentication.Reason.WRONG_SECRET);
  }

  private static AssertionError unasked() {
    return new AssertionError("who reads mail does not ask that");
  }

  @Override
  public Answer<Account> account(AccountId id) {
    int at = (int) id.value() - 1;
    return at < LOGINS.size() ? found(person(LOGINS.get(at))) : new Answer.Unknown<>();
  }

  @Override
  public Answer<Account> account(String login) {
    return login.equals("nobody") ? new Answer.Unavailable<>("down") : found(person(login));
  }

  @Override
  public Answer<List<AccountId>> groups(AccountId account) {
    return new Answer.Found<>(MEMBERS.contains(account) ? List.of(DESK) : List.of());
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
    return address.equals(Address.of("desk@example.org"))
        ? new Answer.Found<>(List.of(Address.of("ann@example.org"), Address.of("bob@example.org")))
        : new Answer.Unknown<>();
  }
}
