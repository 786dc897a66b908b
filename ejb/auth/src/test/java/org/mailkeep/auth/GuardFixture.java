package org.mailkeep.auth;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Rate;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.store.memory.MemoryLookupStore;
import org.mailkeep.telemetry.Event;

/// Who guards logins, over stores in memory and a clock that tests move.
final class GuardFixture {
  static final Rate TEN_A_MINUTE = new Rate(10, Duration.ofMinutes(1));
  static final Rate HUNDRED_A_DAY = new Rate(100, Duration.ofDays(1));
  static final Account JANE =
      new Account(
          new AccountId(1), "jane", "", null, Account.Quota.UNLIMITED, Set.of("user"), true);
  static final Authority AUTHORITY =
      new Authority(
          Authority.Book.of(Roles.STANDARD),
          new LoginDirectory(_ -> new Authentication.Authenticated(JANE)),
          _ -> "");
  static final Authentication RIGHT = new Authentication.Authenticated(JANE);
  static final Authentication WRONG =
      new Authentication.Rejected(Authentication.Reason.WRONG_SECRET);

  final TestClock clock = new TestClock();
  final List<Event> events = new CopyOnWriteArrayList<>();
  final DataStore store = new DataStore(new MemoryBackend());
  final Networks networks = node();
  ThrottleRules rules =
      new ThrottleRules(
          Optional.of(TEN_A_MINUTE), Optional.of(HUNDRED_A_DAY), Optional.of(Duration.ofDays(1)));
  final Throttle throttle = over(new MemoryLookupStore(clock, 100_000));
  int checked;

  /// A node on the same data store.
  Networks node() {
    return new Networks(store, events::add, clock, Thread.ofVirtual().factory());
  }

  Throttle over(LookupStore lookups) {
    return new Throttle(
        lookups,
        networks,
        () -> rules,
        new PlainCaches(clock).create(new Cache.Spec("known", 100, null)),
        events::add);
  }

  /// Logs in.
  Authentication attempt(String login, String address, Authentication answer) {
    return attempt(throttle, login, address, answer);
  }

  Authentication attempt(LoginGuard guard, String login, String address, Authentication answer) {
    return guard.check(
        Attempt.of(1, "imap", at(address), new Credentials.Password(login, "x")),
        () -> {
          checked++;
          return answer;
        });
  }

  /// Fails so many times.
  void fail(int times, String login, String address) {
    for (int i = 0; i < times; i++) {
      attempt(login, address, WRONG);
    }
  }

  static InetAddress at(String address) {
    return InetAddress.ofLiteral(address);
  }
}
