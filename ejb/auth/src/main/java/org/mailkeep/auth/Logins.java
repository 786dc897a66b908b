package org.mailkeep.auth;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Actor;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.telemetry.Events;

/// Logs in over protocols that have no session of their own, such as HTTP, where each request
/// carries credentials. Failures are events; successes are not, since there is one per request.
///
/// @param directory who knows
/// @param authority what they may do
/// @param guard stands before it
/// @param events is told of failures
/// @param keys of the API
public record Logins(
    Directory directory, LoginGuard guard, Authority authority, ApiKeys keys, Events events) {
  private static final long NO_SESSION = 0;

  /// Checks credentials.
  ///
  /// @param protocol for events: `http`
  /// @param remote who asks
  public Login login(Credentials credentials, String protocol, InetAddress remote) {
    var attempt = Attempt.of(NO_SESSION, protocol, remote, credentials);
    if (credentials instanceof Credentials.Bearer(_, var token) && ApiKeys.isKey(token)) {
      return byKey(token, attempt);
    }
    return switch (guard.check(attempt, () -> directory.authenticate(credentials))) {
      case Authentication.Authenticated(Account account) ->
          entitled(account, credentials, protocol, remote);
      case Authentication.Rejected(var why) -> refused(credentials, protocol, remote, words(why));
      case Authentication.Throttled(var wait) -> new Login.Throttled(wait);
      case Authentication.Unavailable(var reason) -> unavailable(credentials, protocol, reason);
    };
  }

  /// Lets somebody in again who has logged in before, as far as they still may.
  ///
  /// @param given roles that they have beside those of their account
  Login again(AccountId id, Set<String> given) {
    return switch (directory.account(id)) {
      case Answer.Found<Account>(var account) when account.enabled() ->
          again(account.withRoles(given));
      case Answer.Found<Account> _, Answer.Unknown<Account> _ -> new Login.Refused();
      case Answer.Unavailable<Account>(var reason) -> new Login.Unavailable(reason);
    };
  }

  private Login again(Account account) {
    return switch (authority.caller(account)) {
      case Answer.Found<Caller>(var caller) when caller.may(Permission.AUTHENTICATE) ->
          new Login.Accepted(account, caller);
      case Answer.Found<Caller> _, Answer.Unknown<Caller> _ -> new Login.Refused();
      case Answer.Unavailable<Caller>(var reason) -> new Login.Unavailable(reason);
    };
  }

  /// A key stands for itself, and not for an account; that it is right is all it takes.
  private Login byKey(String token, Attempt attempt) {
    var found = new AtomicReference<@Nullable ApiKey>();
    var why = new AtomicReference<>("");
    Authentication answer =
        guard.check(
            attempt,
            () ->
                switch (checked(token, attempt.remote())) {
                  case ApiKeys.Check.Right(var key) -> {
                    found.set(key);
                    yield new Authentication.Authenticated(account(key));
                  }
                  case ApiKeys.Check.Wrong(var reason) -> {
                    why.set(reason);
                    yield new Authentication.Rejected(Authentication.Reason.WRONG_SECRET);
                  }
                  case ApiKeys.Check.Unavailable(var reason) ->
                      new Authentication.Unavailable(reason);
                });
    ApiKey key = found.get();
    return switch (answer) {
      case Authentication.Authenticated _ when key != null ->
          new Login.Accepted(account(key), caller(key, attempt.remote()));
      case Authentication.Authenticated _, Authentication.Rejected _ -> {
        String protocol = attempt.protocol();
        events.emit(new AuthEvent.Failed(NO_SESSION, protocol, "", attempt.remote(), why.get()));
        yield new Login.Refused();
      }
      case Authentication.Throttled(var wait) -> new Login.Throttled(wait);
      case Authentication.Unavailable(var reason) -> {
        events.emit(new AuthEvent.Unavailable(NO_SESSION, attempt.protocol(), "", reason));
        yield new Login.Unavailable(reason);
      }
    };
  }

  /// A master user and whom they are stand together as they logged in: `jane@example.org%master`.
  private static Actor actor(Account account, Credentials credentials, InetAddress remote) {
    String address = remote.getHostAddress();
    if (Privileged.isOfTheFile(account)) {
      return new Actor(account.login(), "configuration", address);
    }
    if (RealmLogins.isOfARealm(account)) {
      return new Actor(account.login(), "realm", address);
    }
    if (Privileged.isMaster(account, credentials.login())) {
      return new Actor(credentials.login(), "master", address);
    }
    String mechanism =
        switch (credentials) {
          case Credentials.Password _, Credentials.Scram _ -> "password";
          case Credentials.Bearer _ -> "token";
          case Credentials.Vouched(_, var kind) -> kind.name().toLowerCase(Locale.ROOT);
        };
    return new Actor(account.login(), mechanism, address);
  }

  private ApiKeys.Check checked(String token, InetAddress remote) {
    try {
      return keys.check(token, remote);
    } catch (StoreException e) {
      return new ApiKeys.Check.Unavailable("keys of the API: " + e.getMessage());
    }
  }

  private Caller caller(ApiKey key, InetAddress remote) {
    return new Caller(
            key.id(), key.login(), key.permissions(authority.roles()), key.draft().tenant())
        .as(new Actor(key.login(), "api-key", remote.getHostAddress()));
  }

  private static Account account(ApiKey key) {
    return new Account(
        key.id(), key.login(), "", null, Account.Quota.UNLIMITED, key.draft().roles(), true);
  }

  private Login entitled(
      Account account, Credentials credentials, String protocol, InetAddress remote) {
    return switch (authority.caller(account)) {
      case Answer.Found<Caller>(var caller) when caller.may(Permission.AUTHENTICATE) ->
          new Login.Accepted(account, caller.as(actor(account, credentials, remote)));
      case Answer.Found<Caller> _, Answer.Unknown<Caller> _ ->
          refused(credentials, protocol, remote, "no permission to log in");
      case Answer.Unavailable<Caller>(var reason) -> unavailable(credentials, protocol, reason);
    };
  }

  private Login unavailable(Credentials credentials, String protocol, String reason) {
    events.emit(new AuthEvent.Unavailable(NO_SESSION, protocol, credentials.login(), reason));
    return new Login.Unavailable(reason);
  }

  private Login refused(
      Credentials credentials, String protocol, InetAddress remote, String reason) {
    events.emit(new AuthEvent.Failed(NO_SESSION, protocol, credentials.login(), remote, reason));
    return new Login.Refused();
  }

  private static String words(Authentication.Reason why) {
    return why.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
