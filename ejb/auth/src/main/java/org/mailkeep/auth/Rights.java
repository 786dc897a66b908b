package org.mailkeep.auth;

import java.time.Duration;
import java.util.Set;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.kernel.AccountId;

/// What the account of a session may do. Asked at every command, so it costs a comparison of
/// numbers and a look at a bit, until roles or accounts change: then the next question works it out
/// anew. Safe for many threads.
public final class Rights {
  /// How long a directory that did not answer is left alone.
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final Authority authority;
  private final AccountId account;
  private volatile State state;
  private volatile long notBefore = System.nanoTime();

  private record State(long version, Authority.Standing standing) {}

  Rights(Authority authority, AccountId account, long version, Authority.Standing standing) {
    this.authority = authority;
    this.account = account;
    this.state = new State(version, standing);
  }

  /// Whether they may.
  public boolean may(Permission permission) {
    return now().permissions().contains(permission);
  }

  /// The groups that the account is in.
  Set<AccountId> groups() {
    return now().groups();
  }

  private Authority.Standing now() {
    State known = state;
    long version = authority.version();
    if (version != known.version() && System.nanoTime() - notBefore >= 0) {
      known = anew(version, known);
    }
    return known.standing();
  }

  /// While the directory is away, what was known holds; an account that is gone may nothing.
  private State anew(long version, State known) {
    State fresh =
        switch (authority.standing(account)) {
          case Answer.Found<Authority.Standing>(var standing) -> new State(version, standing);
          case Answer.Unknown<Authority.Standing> _ ->
              new State(version, new Authority.Standing(Set.of(), Set.of()));
          case Answer.Unavailable<Authority.Standing> _ -> {
            notBefore = System.nanoTime() + PAUSE;
            yield known;
          }
        };
    state = fresh;
    return fresh;
  }
}
