package org.mailkeep.auth;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.kernel.AccountId;

/// Who is logged in over connections that stay open, so that an account that is disabled, removed
/// or given another password loses the sessions that it has. Safe for many threads.
public final class Sessions {
  private static final int ATTEMPTS = 3;

  /// The newest open session of each account; the others hang on it.
  private final ConcurrentHashMap<AccountId, Open> newest = new ConcurrentHashMap<>();

  private final AtomicLong endings = new AtomicLong();
  private final LoginGuard guard;
  private final Authority authority;

  /// @param guard stands before the directory
  /// @param authority says what who was let in may do
  public Sessions(LoginGuard guard, Authority authority) {
    this.guard = guard;
    this.authority = authority;
  }

  /// A session of an account that logged in.
  public static final class Open implements AutoCloseable {
    /// Of nobody: it never ends.
    public static final Open NONE = new Open(null, new AccountId(1), null, () -> {});

    private final @Nullable Sessions among;
    private final AccountId account;
    private final @Nullable Rights rights;
    private final Runnable expel;
    private @Nullable Open older;
    private @Nullable Open newer;
    private volatile boolean ended;

    private Open(
        @Nullable Sessions among, AccountId account, @Nullable Rights rights, Runnable expel) {
      this.among = among;
      this.account = account;
      this.rights = rights;
      this.expel = expel;
    }

    /// Whether the account may do nothing more in this session.
    public boolean isEnded() {
      return ended;
    }

    /// Whether the account may do something; nobody may.
    public boolean may(Permission permission) {
      return rights != null && rights.may(permission);
    }

    /// The groups that the account is in now.
    public Set<AccountId> groups() {
      return rights == null ? Set.of() : rights.groups();
    }

    /// The session is over.
    @Override
    public void close() {
      if (among != null) {
        among.newest.computeIfPresent(account, (_, first) -> without(first));
      }
    }

    private @Nullable Open without(Open first) {
      Open before = older;
      Open after = newer;
      if (after != null) {
        after.older = before;
      }
      if (before != null) {
        before.newer = after;
      }
      older = null;
      newer = null;
      return first == this ? before : first;
    }

    private void end() {
      ended = true;
      expel.run();
    }
  }

  /// What came of a login.
  ///
  /// @param session of the account when it was let in, or [Open#NONE]
  public record Entry(Authentication answer, Open session) {}

  /// Logs in. A change of the account that comes between the check and the opening of the session
  /// makes the check be done again, so no session is left behind.
  ///
  /// @param check asks the directory, when the guard lets it
  /// @param expel ends the session, from any thread and without blocking
  public Entry enter(Attempt attempt, Supplier<Authentication> check, Runnable expel) {
    return enter(() -> guard.check(attempt, check), expel);
  }

  private Entry enter(Supplier<Authentication> check, Runnable expel) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long before = endings.get();
      Authentication answer = check.get();
      if (!(answer instanceof Authentication.Authenticated(var account))) {
        return new Entry(answer, Open.NONE);
      }
      Rights rights;
      switch (authority.rights(account)) {
        case Answer.Found<Rights>(var found) -> rights = found;
        case Answer.Unknown<Rights> _ -> {
          return new Entry(
              new Authentication.Rejected(Authentication.Reason.UNKNOWN_LOGIN), Open.NONE);
        }
        case Answer.Unavailable<Rights>(var reason) -> {
          return new Entry(new Authentication.Unavailable(reason), Open.NONE);
        }
      }
      Open session = open(account.id(), rights, expel);
      if (endings.get() == before) {
        return new Entry(answer, session);
      }
      session.close();
    }
    return new Entry(new Authentication.Unavailable("accounts are being changed"), Open.NONE);
  }

  /// Whether two accounts belong to one tenant. May throw what a store throws.
  public boolean areOfOneTenant(Account one, Account other) {
    return authority.areOfOneTenant(one, other);
  }

  private Open open(AccountId account, Rights rights, Runnable expel) {
    var session = new Open(this, account, rights, expel);
    newest.compute(
        account,
        (_, first) -> {
          session.older = first;
          if (first != null) {
            first.newer = session;
          }
          return session;
        });
    return session;
  }

  /// Ends all sessions of an account. To be called when the change that calls for it is durable.
  public void end(AccountId account) {
    endings.incrementAndGet();
    newest.computeIfPresent(
        account,
        (_, first) -> {
          for (Open each = first; each != null; each = each.older) {
            each.end();
          }
          return first;
        });
  }

  /// Ends the sessions of all accounts.
  public void endAll() {
    endings.incrementAndGet();
    newest.keySet().forEach(this::end);
  }
}
