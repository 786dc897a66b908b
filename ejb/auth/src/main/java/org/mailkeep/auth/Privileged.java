package org.mailkeep.auth;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.SecurityEvent;

/// Logins of the file, above any directory: an administrator for when the directory is away, and a
/// master user who may be everybody. Safe for many threads.
final class Privileged implements LoginGuard {
  /// Nobody of a directory has it.
  static final AccountId NOBODY = new AccountId(Long.MAX_VALUE);

  private static final String HTTP = "http";
  private static final char AS = '%';

  private final Supplier<Optional<NamedSecret>> fallback;
  private final Supplier<Optional<NamedSecret>> master;
  private final Passwords passwords;
  private final Function<String, Answer<Account>> accounts;
  private final Events events;

  /// The logins of the file, asked anew for each attempt.
  record Names(Supplier<Optional<NamedSecret>> fallback, Supplier<Optional<NamedSecret>> master) {}

  /// @param accounts finds one by its login
  Privileged(
      Names names, Passwords passwords, Function<String, Answer<Account>> accounts, Events events) {
    this.fallback = names.fallback();
    this.master = names.master();
    this.passwords = passwords;
    this.accounts = accounts;
    this.events = events;
  }

  @Override
  public Authentication check(Attempt attempt, Supplier<Authentication> check) {
    if (attempt.password().isEmpty()) {
      return check.get();
    }
    Credentials.Password given = attempt.password().get();
    String login = given.login();
    String password = given.password();
    Optional<NamedSecret> administrator =
        attempt.protocol().equals(HTTP)
            ? fallback.get().filter(named -> named.name().equals(login))
            : Optional.empty();
    if (administrator.isPresent()) {
      return asAdministrator(attempt, administrator.get(), password, check);
    }
    Optional<NamedSecret> user = master.get().filter(named -> login.endsWith(AS + named.name()));
    return user.isPresent() ? asMaster(attempt, user.get(), password) : check.get();
  }

  /// Who is in the directory under the same name may log in there.
  private Authentication asAdministrator(
      Attempt attempt, NamedSecret named, String password, Supplier<Authentication> check) {
    return switch (passwords.check(List.of(named.secret()), password)) {
      case YES -> {
        events.emit(new SecurityEvent.FallbackLogin(named.name(), attempt.remote()));
        yield new Authentication.Authenticated(
            new Account(
                NOBODY,
                named.name(),
                "Administrator of the configuration",
                null,
                Account.Quota.UNLIMITED,
                Set.of(Role.ADMINISTRATOR.name()),
                true));
      }
      case NO -> check.get();
      case BUSY -> busy();
    };
  }

  private Authentication asMaster(Attempt attempt, NamedSecret named, String password) {
    String login = attempt.login();
    String as = login.substring(0, login.length() - named.name().length() - 1);
    return switch (passwords.check(List.of(named.secret()), password)) {
      case YES -> {
        Authentication answer = as.isBlank() ? unknown() : found(accounts.apply(as));
        if (answer instanceof Authentication.Authenticated(var account)) {
          events.emit(
              new SecurityEvent.MasterLogin(
                  attempt.session(),
                  attempt.protocol(),
                  named.name(),
                  account.login(),
                  attempt.remote()));
        }
        yield answer;
      }
      case NO -> new Authentication.Rejected(Authentication.Reason.WRONG_SECRET);
      case BUSY -> busy();
    };
  }

  /// Whether this is the administrator of the file.
  static boolean isOfTheFile(Account account) {
    return account.id().equals(NOBODY);
  }

  /// Whether a master user has logged in as somebody: they are written together, and no login name
  /// of an account is.
  static boolean isMaster(Account account, String login) {
    int as = login.lastIndexOf(AS);
    return as > 0 && !account.login().equalsIgnoreCase(login);
  }

  private static Authentication found(Answer<Account> answer) {
    return switch (answer) {
      case Answer.Found<Account>(Account account) ->
          account.enabled()
              ? new Authentication.Authenticated(account)
              : new Authentication.Rejected(Authentication.Reason.DISABLED);
      case Answer.Unknown<Account> _ -> unknown();
      case Answer.Unavailable<Account>(String reason) -> new Authentication.Unavailable(reason);
    };
  }

  private static Authentication unknown() {
    return new Authentication.Rejected(Authentication.Reason.UNKNOWN_LOGIN);
  }

  private static Authentication busy() {
    return new Authentication.Unavailable("too many passwords are being checked");
  }
}
