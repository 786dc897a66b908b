package org.mailkeep.auth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.kernel.Cache;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.Events;

/// All that stands before the directory: who may connect at all, who guesses too much, and the
/// logins of the file, and those of the server's realms. Safe for many threads.
public final class Gate implements LoginGuard {
  private static final Cache.Spec KNOWN =
      new Cache.Spec("known-address", 100_000, Duration.ofHours(12));

  private final Networks networks;
  private final InstantSource clock;
  private final Throttle throttle;
  private final LoginGuard privileged;
  private final LoginGuard outside;

  /// What it stands on.
  ///
  /// @param realms of the server that this one runs in
  public record Ground(
      LookupStore lookups,
      Networks networks,
      Cache.Factory caches,
      Passwords passwords,
      Realms realms,
      InstantSource clock,
      Events events) {}

  /// @param accounts finds one by its login
  /// @param now the configuration in force, asked anew for each attempt
  public Gate(
      Ground ground, Function<String, Answer<Account>> accounts, Supplier<Configuration> now) {
    this.networks = ground.networks();
    this.clock = ground.clock();
    this.throttle =
        new Throttle(
            ground.lookups(),
            networks,
            () -> AuthSettings.rules(now.get()),
            ground.caches().create(KNOWN),
            ground.events());
    this.privileged =
        new Privileged(
            new Privileged.Names(
                () -> AuthSettings.fallback(now.get()), () -> AuthSettings.master(now.get())),
            ground.passwords(),
            accounts,
            ground.events());
    this.outside = new RealmLogins(ground.realms(), () -> RealmSettings.roles(now.get()));
  }

  /// Takes over what a file says of networks.
  public void become(Configuration configuration) {
    networks.use(AuthSettings.networks(configuration, clock.instant()));
  }

  /// Reads what the store says of networks; while it does not answer nobody is blocked by it.
  public void begin(Configuration configuration) {
    become(configuration);
    try {
      networks.read();
    } catch (StoreException _) {
      // it is read again at the first question
    }
  }

  /// Forgets the failures from a network whose ban was ended by hand.
  ///
  /// @throws StoreException when the store of look-ups does not answer
  public void forgive(IpNetwork network) {
    throttle.forgive(network);
  }

  @Override
  public Authentication check(Attempt attempt, Supplier<Authentication> check) {
    return throttle.check(
        attempt, () -> privileged.check(attempt, () -> outside.check(attempt, check)));
  }
}
