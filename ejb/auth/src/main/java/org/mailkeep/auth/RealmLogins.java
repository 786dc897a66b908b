package org.mailkeep.auth;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.AccountId;

/// Logins by a realm of the server that this one runs in, for HTTP alone: whom no directory takes
/// gets the roles that their groups there give. They have no mail, and a name that no account can
/// have: `REALM:NAME`, since a name in Basic has no colon (RFC 7617 §2). Safe for many threads.
final class RealmLogins implements LoginGuard {
  /// Nobody of a directory has it.
  static final AccountId OUTSIDER = new AccountId(Long.MAX_VALUE - 1);

  private static final String HTTP = "http";

  private final Realms realms;
  private final Supplier<Map<String, Map<String, Set<String>>>> roles;

  /// @param roles that groups give, by realms, asked anew for each attempt
  RealmLogins(Realms realms, Supplier<Map<String, Map<String, Set<String>>>> roles) {
    this.realms = realms;
    this.roles = roles;
  }

  /// Whether somebody is of a realm.
  static boolean isOfARealm(Account account) {
    return account.id().equals(OUTSIDER);
  }

  @Override
  public Authentication check(Attempt attempt, Supplier<Authentication> check) {
    Authentication answer = check.get();
    return answer instanceof Authentication.Rejected && attempt.protocol().equals(HTTP)
        ? attempt
            .password()
            .filter(given -> !given.password().isEmpty())
            .map(given -> outside(given, answer))
            .orElse(answer)
        : answer;
  }

  /// An empty password is none: servers behind a realm may take it for no login at all, and let it
  /// in (RFC 4513 §5.1.2).
  private Authentication outside(Credentials.Password given, Authentication rejected) {
    Authentication answer = rejected;
    for (var realm : roles.get().entrySet()) {
      switch (realms.login(realm.getKey(), given.login(), given.password())) {
        case Realms.Answer.In(var groups) -> {
          Set<String> theirs = new HashSet<>();
          groups.forEach(group -> theirs.addAll(realm.getValue().getOrDefault(group, Set.of())));
          if (!theirs.isEmpty()) {
            return new Authentication.Authenticated(account(realm.getKey(), given, theirs));
          }
        }
        case Realms.Answer.Refused() -> {}
        case Realms.Answer.Unavailable(var reason) ->
            answer = new Authentication.Unavailable("realm " + realm.getKey() + ": " + reason);
      }
    }
    return answer;
  }

  private static Account account(String realm, Credentials.Password given, Set<String> roles) {
    String login = realm + ":" + given.login();
    return new Account(OUTSIDER, login, "", null, Account.Quota.UNLIMITED, roles, true);
  }
}
