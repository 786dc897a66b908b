package org.mailkeep.auth;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.BrowserSettings.BrowserRules;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.SignInProvider;
import org.mailkeep.kernel.Actor;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.telemetry.Events;

/// Signs browsers in at providers, and keeps them so for a while. Whose the session is, the access
/// token tells as it does everywhere. What a browser comes back with is good once, in this browser
/// alone, and for a while. Safe for many threads.
public final class SignIns {
  private static final long NO_SESSION = 0;
  private static final String PROTOCOL = "http";
  private static final String MECHANISM = "browser";

  private final Ground ground;
  private final BrowserSessions sessions;

  /// What it stands on.
  ///
  /// @param providers by the ids of their directories; the first is the usual one
  /// @param rules asked anew each time
  /// @param trail is told who signed in and out
  public record Ground(
      Map<String, SignInProvider> providers,
      Logins logins,
      LookupStore lookups,
      InstantSource clock,
      Chance chance,
      Supplier<BrowserRules> rules,
      Consumer<AuditChange> trail) {}

  /// A browser that is to be sent to a provider.
  public sealed interface Begun {
    /// @param browser what it is given to show when it comes back
    record Sent(URI where, String browser) implements Begun {}

    /// There is no such provider.
    record NoProvider() implements Begun {}

    /// It was begun too often from there.
    record Throttled(Duration pause) implements Begun {}

    /// @param reason for the log
    record Unavailable(String reason) implements Begun {}
  }

  /// A browser that has come back.
  public sealed interface Ended {
    /// @param cookie of its session
    /// @param then the path where it goes on to
    record SignedIn(String cookie, String then) implements Ended {}

    /// @param reason for whoever sits there
    record Refused(String reason) implements Ended {}

    /// There were too many failures before.
    record Throttled(Duration pause) implements Ended {}

    /// @param reason for the log
    record Unavailable(String reason) implements Ended {}
  }

  /// What a provider sends a browser back with (RFC 6749 §4.1.2, RFC 9207 §2); each may be empty.
  ///
  /// @param error why it gives no code
  public record Return(String state, String code, String error, String issuer) {}

  /// Who has a cookie.
  public sealed interface Known {
    /// Somebody who has signed in.
    record Present(Caller caller, BrowserSession session) implements Known {}

    /// Nobody, or nobody any more.
    record Nobody() implements Known {}

    /// @param reason for the log
    record Unavailable(String reason) implements Known {}
  }

  public SignIns(Ground ground) {
    this.ground = ground;
    this.sessions =
        new BrowserSessions(ground.lookups(), ground.clock(), ground.chance(), ground.rules());
  }

  /// The rules in force.
  public BrowserRules rules() {
    return ground.rules().get();
  }

  /// Sends a browser away.
  ///
  /// @param directory whose provider; empty for the usual one
  /// @param back where it shall come back to
  /// @param then where it goes on to, a path of ours
  public Begun begin(String directory, URI back, String then, InetAddress remote) {
    String id =
        directory.isEmpty()
            ? ground.providers().keySet().stream().findFirst().orElse("")
            : directory;
    SignInProvider provider = ground.providers().get(id);
    if (provider == null) {
      return new Begun.NoProvider();
    }
    try {
      Optional<Duration> pause = pause(remote);
      return pause.isPresent() ? new Begun.Throttled(pause.get()) : sent(id, provider, back, then);
    } catch (StoreException e) {
      return new Begun.Unavailable(lookups(e));
    }
  }

  private Optional<Duration> pause(InetAddress remote) {
    byte[] key = LookupKey.of("sign-in-rate", Networks.unit(remote).toString());
    return rules().rate().flatMap(rate -> ground.lookups().admit(key, rate));
  }

  private Begun sent(String id, SignInProvider provider, URI back, String then) {
    var visit = new SignInProvider.Visit(back, word(), word(), word());
    return switch (provider.entrance(visit)) {
      case Answer.Found<URI>(var where) -> {
        String browser = word();
        var pending = new PendingSignIn(id, visit, browser, then);
        ground.lookups().set(key(visit.state()), pending.octets(), rules().pending());
        yield new Begun.Sent(where, browser);
      }
      case Answer.Unknown<URI> _ -> new Begun.NoProvider();
      case Answer.Unavailable<URI>(var reason) -> new Begun.Unavailable(reason);
    };
  }

  private String word() {
    return BrowserSessions.word(ground.chance());
  }

  private static byte[] key(String state) {
    return LookupKey.of("sign-in", state);
  }

  /// Takes a browser in that has come back.
  ///
  /// @param browser what it was given to show
  public Ended complete(Return back, String browser, InetAddress remote) {
    try {
      PendingSignIn pending = taken(back.state(), browser);
      if (pending == null) {
        return new Ended.Refused("this browser was not sent to sign in, or too long ago");
      }
      SignInProvider provider = ground.providers().get(pending.directory());
      if (provider == null) {
        return new Ended.Refused("the provider is one no longer");
      }
      Optional<String> objection = objection(back, provider);
      return objection.isPresent()
          ? refused(remote, objection.get())
          : redeemed(provider.redeem(back.code(), pending.visit()), pending, remote);
    } catch (StoreException e) {
      return new Ended.Unavailable(lookups(e));
    }
  }

  /// The visit of a state, for the browser that was sent, once.
  private @Nullable PendingSignIn taken(String state, String browser) {
    byte[] known = ground.lookups().get(key(state));
    if (known == null) {
      return null;
    }
    PendingSignIn pending = PendingSignIn.read(known);
    if (!BrowserSessions.same(pending.browser(), browser)) {
      return null;
    }
    Duration keep = rules().pending().multipliedBy(2);
    long times = ground.lookups().count(LookupKey.of("sign-in-used", state), 1, keep);
    ground.lookups().delete(key(state));
    return times == 1 ? pending : null;
  }

  private static Optional<String> objection(Return back, SignInProvider provider) {
    if (!back.issuer().isEmpty() && !back.issuer().equals(provider.issuer())) {
      return Optional.of("the answer is of another provider");
    }
    if (!back.error().isEmpty()) {
      return Optional.of("the provider let nobody in");
    }
    return back.code().isEmpty() ? Optional.of("the provider sent no code") : Optional.empty();
  }

  private Ended redeemed(
      SignInProvider.Redeemed redeemed, PendingSignIn pending, InetAddress remote) {
    return switch (redeemed) {
      case SignInProvider.Redeemed.Tokens(var access, var id) ->
          signedIn(access, id, pending, remote);
      case SignInProvider.Redeemed.Refused(var reason) -> refused(remote, reason);
      case SignInProvider.Redeemed.Unavailable(var reason) -> {
        events().emit(new AuthEvent.Unavailable(NO_SESSION, PROTOCOL, "", reason));
        yield new Ended.Unavailable(reason);
      }
    };
  }

  private Ended signedIn(String access, String id, PendingSignIn pending, InetAddress remote) {
    var credentials = new Credentials.Bearer("", access);
    return switch (ground.logins().login(credentials, PROTOCOL, remote)) {
      case Login.Accepted(var account, var caller) -> {
        Set<String> given = new HashSet<>(account.roles());
        if (ground.logins().directory().account(account.id())
            instanceof Answer.Found<Account>(var known)) {
          given.removeAll(known.roles());
        }
        var session =
            new BrowserSession(
                account.id(), given, pending.directory(), id, word(), ground.clock().instant());
        String cookie = sessions.open(session);
        events().emit(new AuthEvent.Accepted(NO_SESSION, PROTOCOL, caller.login(), MECHANISM));
        tell("sign-in", as(caller, remote), pending.directory());
        yield new Ended.SignedIn(cookie, pending.then());
      }
      case Login.Refused() -> new Ended.Refused("who signed in there may not do so here");
      case Login.Throttled(var pause) -> new Ended.Throttled(pause);
      case Login.Unavailable(var reason) -> new Ended.Unavailable(reason);
    };
  }

  private static Caller as(Caller caller, InetAddress remote) {
    return caller.as(new Actor(caller.login(), MECHANISM, remote.getHostAddress()));
  }

  private void tell(String operation, Caller caller, String directory) {
    var parts = new AuditChange.Parts().field("directory", null, directory).all();
    String id = Long.toString(caller.account().value());
    var change = new AuditChange(operation, "session", id, caller.login(), parts);
    caller
        .actor()
        .does(() -> {
          ground.trail().accept(change);
          return change;
        });
  }

  private Ended refused(InetAddress remote, String reason) {
    events().emit(new AuthEvent.Failed(NO_SESSION, PROTOCOL, "", remote, reason));
    return new Ended.Refused(reason);
  }

  /// Who a cookie is of. Accounts, groups and roles count as they are now, beside the roles that
  /// the provider gave.
  public Known find(String cookie, InetAddress remote) {
    try {
      Optional<BrowserSession> session = sessions.find(cookie);
      return session.isEmpty() ? new Known.Nobody() : known(session.get(), remote);
    } catch (StoreException e) {
      return new Known.Unavailable(lookups(e));
    }
  }

  private Known known(BrowserSession session, InetAddress remote) {
    return switch (ground.logins().again(session.account(), session.roles())) {
      case Login.Accepted(_, var caller) -> new Known.Present(as(caller, remote), session);
      case Login.Refused() -> new Known.Nobody();
      case Login.Throttled(var pause) -> new Known.Unavailable("wait for " + pause);
      case Login.Unavailable(var reason) -> new Known.Unavailable(reason);
    };
  }

  /// Ends a session.
  ///
  /// @param back where the browser comes back to from the provider
  /// @return where it ends the provider's session; empty when it cannot
  /// @throws StoreException when the store of look-ups does not answer
  public Optional<URI> leave(String cookie, Known.Present who, URI back) {
    sessions.close(cookie);
    tell("sign-out", who.caller(), who.session().directory());
    SignInProvider provider = ground.providers().get(who.session().directory());
    return provider != null
            && provider.exit(who.session().idToken(), back) instanceof Answer.Found<URI>(var exit)
        ? Optional.of(exit)
        : Optional.empty();
  }

  private Events events() {
    return ground.logins().events();
  }

  private static String lookups(StoreException e) {
    return "sessions of browsers: " + e.getMessage();
  }
}
