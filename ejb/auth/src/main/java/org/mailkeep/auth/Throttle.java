package org.mailkeep.auth;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Rate;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.SecurityEvent;

/// Slows down who guesses passwords, and bans them. Only failures count; the counters are those of
/// the store of look-ups, so they hold on all nodes and outlive a restart.
///
/// An attack on one login must not lock its owner out. So a login is never banned, and where its
/// owner has logged in before, the failures of others do not count, be they at the same login or
/// from the same address: where a login succeeded is remembered for a month. From elsewhere all
/// share what the pause lets through. What an attacker has many of are addresses: each is banned
/// after so many attempts, refused ones too, and after a tenth of that when they were checked,
/// failed, and were at a login under attack.
///
/// While the store does not answer nobody is kept out for it; how many passwords are checked at
/// once is bounded all the same.
final class Throttle implements LoginGuard {
  private static final Duration REMEMBERED = Duration.ofDays(30);
  private static final int UNDER_ATTACK = 10;
  private static final int IPV4_NEIGHBOURS = 24;
  private static final byte[] YES = {1};

  private static final String PAUSE = "pause-ip";
  private static final String FAILED = "failed-ip";
  private static final String BAN = "ban-ip";

  private final LookupStore lookups;
  private final Networks networks;
  private final Supplier<ThrottleRules> rules;
  private final Cache<String, Boolean> known;
  private final Events events;

  /// How many are being checked, by address and by login.
  private final ConcurrentHashMap<String, Integer> checking = new ConcurrentHashMap<>();

  /// @param rules asked anew for each attempt
  /// @param known addresses from which logins succeeded, so that each is written now and then only
  Throttle(
      LookupStore lookups,
      Networks networks,
      Supplier<ThrottleRules> rules,
      Cache<String, Boolean> known,
      Events events) {
    this.lookups = lookups;
    this.networks = networks;
    this.rules = rules;
    this.known = known;
    this.events = events;
  }

  @Override
  public Authentication check(Attempt attempt, Supplier<Authentication> check) {
    InetAddress remote = attempt.remote();
    if (isThisMachine(remote) || networks.allows(remote)) {
      return check.get();
    }
    if (networks.blocking(remote).isPresent()) {
      return refused(attempt, AuthSettings.BLOCKED.key(), Duration.ofDays(1));
    }
    ThrottleRules now = rules.get();
    int ofAddress = begin("ip " + unit(attempt));
    int ofLogin = begin("login " + login(attempt));
    try {
      Optional<Authentication> refused =
          now.pause().flatMap(pause -> paused(attempt, now, pause, ofAddress, ofLogin));
      return refused.orElseGet(() -> checked(attempt, now, check));
    } finally {
      end("ip " + unit(attempt));
      end("login " + login(attempt));
    }
  }

  /// @return how many others are being checked
  private int begin(String what) {
    return checking.merge(what, 1, Integer::sum) - 1;
  }

  private void end(String what) {
    checking.computeIfPresent(what, (_, count) -> count == 1 ? null : count - 1);
  }

  private Authentication checked(
      Attempt attempt, ThrottleRules now, Supplier<Authentication> check) {
    Authentication answer = check.get();
    try {
      note(attempt, now, answer);
    } catch (StoreException _) {
      // the answer is right all the same
    }
    return answer;
  }

  /// Itself and what stands before it, such as a webmail or a proxy, which would be banned for all
  /// of its users.
  private static boolean isThisMachine(InetAddress address) {
    return address.isLoopbackAddress()
        && address.getAddress()[address.getAddress().length - 1] == 1
        && address.getAddress()[1] == 0
        && address.getAddress()[2] == 0;
  }

  /// Refuses an attempt when there are too many failures, those that are being checked included: or
  /// else many at once would keep the threads that check passwords from others.
  private Optional<Authentication> paused(
      Attempt attempt, ThrottleRules now, Rate pause, int ofAddress, int ofLogin) {
    try {
      int most = pause.events();
      boolean address = lookups.counter(key(PAUSE, unit(attempt))) + ofAddress >= most;
      boolean login =
          isNamed(attempt) && lookups.counter(key("pause-login", login(attempt))) + ofLogin >= most;
      if (!(address && login) && (!(address || login) || isKnown(attempt))) {
        return Optional.empty();
      }
      now.ban().ifPresent(ban -> count(attempt, ban, now));
    } catch (StoreException _) {
      return Optional.empty(); // nobody is kept out for it
    }
    return Optional.of(refused(attempt, AuthSettings.RATE_LIMIT.key(), pause.period()));
  }

  private Authentication refused(Attempt attempt, String limit, Duration wait) {
    events.emit(new AuthEvent.Throttled(attempt.protocol(), attempt.remote(), limit));
    return new Authentication.Throttled(wait);
  }

  private void note(Attempt attempt, ThrottleRules now, Authentication answer) {
    switch (answer) {
      case Authentication.Rejected(var why) when isGuess(why) -> failed(attempt, now);
      case Authentication.Authenticated _ -> remember(attempt);
      case Authentication.Rejected _, Authentication.Unavailable _, Authentication.Throttled _ -> {}
    }
  }

  private static boolean isGuess(Authentication.Reason why) {
    return why == Authentication.Reason.WRONG_SECRET || why == Authentication.Reason.UNKNOWN_LOGIN;
  }

  private void failed(Attempt attempt, ThrottleRules now) {
    now.pause()
        .ifPresent(pause -> {
          lookups.count(key(PAUSE, unit(attempt)), 1, pause.period());
          if (isNamed(attempt)) {
            lookups.count(key("pause-login", login(attempt)), 1, pause.period());
          }
        });
    now.ban()
        .ifPresent(ban -> {
          long failures = lookups.count(key(FAILED, unit(attempt)), 1, ban.period());
          if (count(attempt, ban, now) >= ban.events()
              && failures >= Math.max(1, ban.events() / UNDER_ATTACK)
              && !isKnown(attempt)) {
            ban(attempt, failures, now);
          }
        });
  }

  /// Counts for the ban, whether the attempt was checked or not.
  ///
  /// @return attempts at this login from anywhere
  private long count(Attempt attempt, Rate ban, ThrottleRules now) {
    long ofAddress = lookups.count(key(BAN, unit(attempt)), 1, ban.period());
    long ofLogin =
        isNamed(attempt) ? lookups.count(key("ban-login", login(attempt)), 1, ban.period()) : 0;
    if (ofLogin == ban.events()) {
      events.emit(new SecurityEvent.LoginUnderAttack(login(attempt), ofLogin));
    }
    if (ofAddress >= ban.events()) {
      ban(attempt, ofAddress, now);
    }
    return ofLogin;
  }

  private void ban(Attempt attempt, long failures, ThrottleRules now) {
    networks.ban(attempt.remote(), failures + " failed logins", now.banFor());
  }

  /// Forgets what came from an address or the network that counts as one.
  void forgive(IpNetwork unit) {
    Duration soon = Duration.ofMinutes(1);
    for (String kind : List.of(PAUSE, FAILED, BAN)) {
      byte[] key = key(kind, unit.toString());
      long counted = lookups.counter(key);
      if (counted > 0) {
        lookups.count(key, -counted, soon);
      }
    }
  }

  private boolean isKnown(Attempt attempt) {
    return lookups.get(key("known", neighbourhood(attempt))) != null;
  }

  private void remember(Attempt attempt) {
    String where = neighbourhood(attempt);
    if (known.get(where) == null) {
      lookups.set(key("known", where), YES, REMEMBERED);
      known.put(where, true);
    }
  }

  /// Tokens may come without a name; those are not all one login.
  private static boolean isNamed(Attempt attempt) {
    return !attempt.login().isBlank();
  }

  private static String unit(Attempt attempt) {
    return Networks.unit(attempt.remote()).toString();
  }

  private static String login(Attempt attempt) {
    return attempt.login().strip().toLowerCase(Locale.ROOT);
  }

  /// A login and where it is used; a provider gives its customers other addresses nearby.
  private static String neighbourhood(Attempt attempt) {
    InetAddress remote = attempt.remote();
    var around =
        remote.getAddress().length == 4
            ? new IpNetwork(remote, IPV4_NEIGHBOURS).masked()
            : Networks.unit(remote);
    return login(attempt) + " " + around;
  }

  private static byte[] key(String kind, String text) {
    return LookupKey.of("login:" + kind, text);
  }
}
