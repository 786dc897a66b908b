package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Event;

/// A directory on the memory store, and what tests do with it.
final class Setup implements AutoCloseable {
  static final int MOST_MEMBERS = 100;

  final TestClock clock = new TestClock();
  final FailingBackend backend;
  final DataStore store;
  final List<Event> events = new ArrayList<>();
  final Passwords passwords =
      new Passwords(
          new PasswordWork(new Argon2Cost(8, 1, 1), 2, 100, Duration.ofSeconds(30)),
          Chance.secure());
  final InternalDirectory directory;

  Setup() {
    this(new FailingBackend(new MemoryBackend()));
  }

  /// A second directory on the same store.
  Setup(FailingBackend backend) {
    this.backend = backend;
    this.store = new DataStore(backend);
    this.directory =
        new InternalDirectory(
            store,
            new InternalDirectory.Parts(
                passwords,
                new PasswordRules(8, 128),
                Addressing.STANDARD,
                DirectorySettings.caches(
                    Configuration.of("", DirectorySettings.class, StoreSettings.class)),
                MOST_MEMBERS),
            new PlainCaches(clock),
            new InternalDirectory.World(clock, Chance.secure()),
            events::add);
  }

  void populate(Population population) {
    population.domains().forEach(this::domain);
    population.people().forEach(this::person);
  }

  void domain(String name) {
    assertInstanceOf(Change.Done.class, directory.createDomain(DomainName.of(name), ""));
  }

  Principal person(Population.Person person) {
    return done(
        directory.create(
            draft(person.login(), person.emails().toArray(String[]::new))
                .withName(person.name())
                .withQuota(Account.Quota.ofBytes(person.quota()))
                .withEnabled(person.enabled())
                .withSecrets(List.of(passwords.hash(person.password())))));
  }

  static PrincipalDraft draft(String login, String... emails) {
    List<Claim> claims =
        List.of(emails).stream().map(email -> Claim.parse(email).orElseThrow()).toList();
    return new PrincipalDraft(
        login, "", claims, Account.Quota.UNLIMITED, Set.of("user"), true, List.of());
  }

  static <T> T done(Change<T> change) {
    if (change instanceof Change.Done<T>(T value)) {
      return value;
    }
    throw new AssertionError(change.toString());
  }

  @Override
  public void close() {
    passwords.close();
  }
}
