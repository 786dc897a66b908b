package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.auth.BrowserSettings.BrowserRules;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.SignInProvider;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Actor;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.memory.MemoryLookupStore;
import org.mailkeep.telemetry.Event;

/// Browsers that sign in at a provider whose answers a test chooses; the clock stands until a test
/// moves it.
abstract class SignInFixture {
  static final URI HERE = URI.create("https://mail.example.org/auth/callback");
  static final URI OUT = URI.create("https://mail.example.org/auth/logout");
  static final InetAddress REMOTE = InetAddress.ofLiteral("192.0.2.7");
  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration LIFETIME = Duration.ofHours(8);
  static final Duration PENDING = Duration.ofMinutes(10);

  final AccessFixture access = new AccessFixture();
  final List<Event> events = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  final Provider provider = new Provider();
  Answer<Account> account = new Answer.Found<>(jane(true, "user"));
  Authentication token = new Authentication.Authenticated(jane(true, "user", "admin"));
  BrowserRules rules =
      new BrowserRules(
          Optional.empty(),
          IDLE,
          LIFETIME,
          PENDING,
          Optional.of(new Rate(60, Duration.ofMinutes(1))));
  final MemoryLookupStore lookups = new MemoryLookupStore(access.clock, 10_000);
  final SignIns signIns = signIns();

  /// The account Jane, as a directory knows it.
  static Account jane(boolean enabled, String... roles) {
    return new Account(
        new AccountId(7), "jane", "", null, Account.Quota.UNLIMITED, Set.of(roles), enabled);
  }

  /// A provider; the first code is `good`, and it is good once.
  static final class Provider implements SignInProvider {
    final List<Visit> visits = new ArrayList<>();
    Redeemed redeemed = new Redeemed.Tokens("access", "id");
    Answer<URI> entrance = new Answer.Found<>(URI.create("https://sso.example.org/in"));
    Answer<URI> exit = new Answer.Found<>(URI.create("https://sso.example.org/out"));

    @Override
    public String issuer() {
      return "https://sso.example.org";
    }

    @Override
    public Answer<URI> entrance(Visit visit) {
      visits.add(visit);
      return entrance;
    }

    @Override
    public Redeemed redeem(String code, Visit visit) {
      return visit.equals(visits.getLast()) && code.equals("good")
          ? redeemed
          : new Redeemed.Refused("no such code");
    }

    @Override
    public Answer<URI> exit(String idToken, URI back) {
      return idToken.equals("id") && back.equals(OUT) ? exit : new Answer.Unknown<>();
    }

    @Override
    public void close() {}
  }

  private SignIns signIns() {
    var directory =
        new LoginDirectory(_ -> token) {
          @Override
          public Answer<Account> account(AccountId id) {
            return account;
          }
        };
    var authority = new Authority(Authority.Book.of(Roles.STANDARD), directory, _ -> "");
    var logins = new Logins(directory, LoginGuard.NONE, authority, access.keys, events::add);
    return new SignIns(
        new SignIns.Ground(
            Map.of("sso", provider),
            logins,
            lookups,
            access.clock,
            Chance.secure(),
            () -> rules,
            change ->
                told.add(
                    "%s %s by %s".formatted(change.operation(), change.name(), Actor.current()))));
  }

  SignIns.Begun.Sent sent() {
    return assertInstanceOf(SignIns.Begun.Sent.class, signIns.begin("", HERE, "/console", REMOTE));
  }

  String state() {
    return provider.visits.getLast().state();
  }

  static SignIns.Return back(String state) {
    return new SignIns.Return(state, "good", "", "");
  }

  /// Signs in.
  ///
  /// @return the cookie
  String signedIn() {
    var sent = sent();
    return assertInstanceOf(
            SignIns.Ended.SignedIn.class, signIns.complete(back(state()), sent.browser(), REMOTE))
        .cookie();
  }
}
