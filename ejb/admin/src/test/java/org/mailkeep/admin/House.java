package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.mailkeep.auth.ApiKeys;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.LoginGuard;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.auth.Sessions;
import org.mailkeep.auth.StoredRoles;
import org.mailkeep.auth.Tenants;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.api.outbox.Outbox;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Event;

/// A directory on the memory store with all operations on it, and a domain in it.
final class House implements AutoCloseable {
  static final Caller ADMIN = new Caller(new AccountId(999), "boss", Role.ADMINISTRATOR.enabled());
  static final Caller USER = new Caller(new AccountId(998), "user", Role.USER.enabled());

  static final PasswordRules RULES = new PasswordRules(8, 128);

  final FailingBackend backend = new FailingBackend(new MemoryBackend());
  final List<Event> events = new ArrayList<>();
  final List<String> passwordChanges = new ArrayList<>();
  final RecordedMail mail = new RecordedMail();
  final Passwords passwords =
      new Passwords(
          new PasswordWork(new Argon2Cost(8, 1, 1), 2, 100, Duration.ofSeconds(30)),
          Chance.secure());
  final InternalDirectory directory;
  final Domains domains;
  final Accounts accounts;

  final StoredRoles roles;
  final ApiKeys keys;
  final Tenants tenants;
  final Authority authority;
  final Sessions sessions;
  final Principals principals;
  final TestClock clock = new TestClock();

  House() {
    this(house -> house.directory);
  }

  /// @param registries gives what the operations work on, from a house that has its directory
  House(Function<House, Registry> registries) {
    var store = new DataStore(backend);
    directory =
        new InternalDirectory(
            store,
            new InternalDirectory.Parts(
                passwords,
                RULES,
                Addressing.STANDARD,
                DirectorySettings.caches(
                    Configuration.of("", DirectorySettings.class, StoreSettings.class)),
                100),
            new PlainCaches(clock),
            new InternalDirectory.World(clock, Chance.secure()),
            events::add);
    Registry registry = registries.apply(this);
    var outbox = new Outbox(clock, Chance.secure());
    tenants = new Tenants(store, outbox);
    roles =
        new StoredRoles(
            new StoredRoles.Ground(
                store, directory::reserveId, 10, outbox, clock, Thread.ofVirtual().factory()));
    keys =
        new ApiKeys(
            new ApiKeys.Ground(store, directory::reserveId, 10, outbox, clock, Chance.secure()));
    authority = new Authority(roles, registry, tenants::of);
    sessions = new Sessions(LoginGuard.NONE, authority);
    var reach = new Reach(tenants, authority, registry);
    domains = new Domains(registry, reach, events::add);
    accounts =
        new Accounts(
            registry,
            mail,
            new Accounts.Secrets(passwords, RULES, account -> passwordChanges.add(account.login())),
            reach,
            sessions,
            events::add);
    principals =
        new Principals(
            accounts,
            domains,
            new RoleOperations(roles, keys, registry, events::add),
            new ApiKeyOperations(keys, authority, clock, events::add));
    value(domains.create(ADMIN, "example.org", ""));
    events.clear();
  }

  /// An account that is made.
  AccountDetails account(String login) {
    return value(accounts.create(ADMIN, List.of(name(login))));
  }

  static FieldChange name(String login) {
    return text("name", login);
  }

  static FieldChange text(String field, String value) {
    return FieldChange.set(field, new FieldValue.Text(value));
  }

  static FieldChange texts(String field, String... values) {
    return FieldChange.set(field, new FieldValue.Texts(List.of(values)));
  }

  /// What an operation gave that succeeded.
  static <T> T value(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Ok<T>(T value) -> value;
      case Outcome.Created<T>(T value) -> value;
      case Outcome<T> other -> throw new AssertionError(other.toString());
    };
  }

  /// Requires that an operation needs a permission.
  static void assertNeeds(Permission permission, Outcome<?> outcomeForNobody) {
    assertEquals(new Outcome.Forbidden<>(permission), outcomeForNobody);
  }

  /// Someone who may do nothing.
  static Caller nobody() {
    return new Caller(new AccountId(997), "nobody", Set.of());
  }

  @Override
  public void close() {
    passwords.close();
  }
}
