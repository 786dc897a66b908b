package org.mailkeep.directory.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Roster;
import org.mailkeep.directory.api.Subscribers;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.contract.DownSource;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.directory.api.foreign.Chain;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.directory.api.foreign.JoinedDirectory;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.memory.MemoryBackend;

class JoinedDirectoryTest {
  private final Passwords passwords =
      new Passwords(
          new PasswordWork(new Argon2Cost(8, 1, 1), 2, 100, Duration.ofSeconds(30)),
          Chance.secure());
  private final TestClock clock = new TestClock();
  private final PasswordRules rules = new PasswordRules(8, 128);
  private final InternalDirectory house =
      new InternalDirectory(
          new DataStore(new MemoryBackend()),
          new InternalDirectory.Parts(
              passwords,
              rules,
              Addressing.STANDARD,
              DirectorySettings.caches(
                  Configuration.of("", DirectorySettings.class, StoreSettings.class)),
              100),
          new PlainCaches(clock),
          new InternalDirectory.World(clock, Chance.secure()),
          _ -> {});
  private final List<String> troubles = new ArrayList<>();

  @AfterEach
  void close() {
    passwords.close();
  }

  @Test
  void administratorsOfTheHouseLogInWhoeverKeepsTheAccounts() {
    house("admin", "admin");
    house("clerk", "user");
    var joined = only(file("a", "jane@a.example"));
    assertEquals("admin", accepted(joined, "admin"));
    assertEquals("jane@a.example", accepted(joined, "jane@a.example"));
    assertInstanceOf(Authentication.Rejected.class, login(joined, "clerk", "clerk's secret"));
    assertEquals("admin", accepted(only(down("a")), "admin"), "while the others are down");
    assertInstanceOf(
        Authentication.Unavailable.class, login(only(down("a")), "jane@a.example", "x"));
  }

  @Test
  void ofSeveralTheFirstThatKnowsADomainDecides() {
    house.createDomain(DomainName.of("house.example"), "");
    house("joe@house.example", "user");
    ForeignDirectory first = file("first", "jane@a.example", "bob");
    ForeignDirectory second = file("second", "jane@a.example", "john@b.example", "bob", "eve");
    var joined = chain(first, second, house);
    assertEquals(joined.resolve(Address.of("jane@a.example")), first.resolve(jane()));
    assertEquals(new Resolution.UnknownMailbox(), joined.resolve(Address.of("john@a.example")));
    assertInstanceOf(Resolution.Accounts.class, joined.resolve(Address.of("john@b.example")));
    assertInstanceOf(Resolution.Accounts.class, joined.resolve(Address.of("joe@house.example")));
    assertEquals(new Resolution.NotLocal(), joined.resolve(Address.of("x@c.example")));
    assertEquals(new Verdict.Yes(), joined.isLocal(DomainName.of("b.example")));
    assertEquals(new Verdict.No(), joined.isLocal(DomainName.of("c.example")));
    for (String login : List.of("jane@a.example", "john@b.example", "joe@house.example", "eve")) {
      assertEquals(login, accepted(joined, login));
    }
    assertEquals(id(first, "bob"), id(joined, "bob"));
    assertInstanceOf(Authentication.Rejected.class, login(joined, "nobody", "x's secret"));
  }

  @Test
  void aDirectoryThatIsDownHidesNobodyAndMakesNobodyUnknown() {
    ForeignDirectory second = file("second", "john@b.example", "eve");
    var joined = chain(down("first"), second, house);
    assertInstanceOf(Resolution.Unavailable.class, joined.resolve(Address.of("john@b.example")));
    assertInstanceOf(Verdict.Unavailable.class, joined.isLocal(DomainName.of("c.example")));
    assertInstanceOf(Authentication.Unavailable.class, login(joined, "eve", "eve's secret"));
    assertInstanceOf(Answer.Unavailable.class, joined.account("eve"));
    assertInstanceOf(Answer.Unavailable.class, joined.verify("eve", 5));
    assertEquals(
        new Change.Unavailable<>("directory first: it is down"),
        joined.createDomain(DomainName.of("c.example"), ""));
  }

  @Test
  void aDomainMayNameItsDirectory() {
    ForeignDirectory second = file("second", "john@b.example");
    var joined =
        new JoinedDirectory(
            house,
            house.ids(),
            new Chain(
                house,
                List.of(new Chain.Member("first", down("first"))),
                Map.of(DomainName.of("b.example"), new Chain.Member("second", second))));
    assertInstanceOf(Resolution.Accounts.class, joined.resolve(Address.of("john@b.example")));
    assertEquals("john@b.example", accepted(joined, "john@b.example"));
    assertInstanceOf(Resolution.Unavailable.class, joined.resolve(Address.of("x@c.example")));
  }

  @Test
  void whatOthersKeepIsShownAndNotChanged() {
    var joined = only(file("a", "jane@a.example"));
    AccountId jane = id(joined, "jane@a.example");
    Principal shown = found(joined.principal("JANE@a.example"));
    assertEquals(List.of(new Claim.Exact(jane())), shown.claims());
    assertEquals(new Principal.Keeper.Others("a", false), shown.keeper());
    assertEquals(shown, found(joined.principal(jane)));
    var kept = new Change.KeptElsewhere<Principal>("a");
    assertEquals(kept, joined.update(jane, draft -> draft.withName("x")));
    assertEquals(kept, joined.delete(jane));
    assertEquals(kept, joined.create(draft("new@a.example", "user", "new@a.example")));
    assertEquals(kept, joined.create(draft("new@b.example", "user", "new@b.example")));
    assertEquals(kept, joined.create(draft("new", "user")));
    assertInstanceOf(Change.Done.class, joined.create(draft("chief", "admin")));
    assertEquals(
        new Change.KeptElsewhere<>("a"), joined.createDomain(DomainName.of("b.example"), ""));
    assertEquals(new Change.Unknown<Principal>(), joined.update(new AccountId(99), draft -> draft));
  }

  @Test
  void aDomainOfOthersHasAPostmasterToo() {
    house("admin", "admin");
    var joined = only(file("a", "jane@a.example"));
    var postmaster = Address.of("Postmaster@a.example");
    assertEquals(
        new Resolution.Accounts(
            List.of(new Resolution.Recipient(id(joined, "admin"), postmaster.canonical()))),
        joined.resolve(postmaster));
    assertEquals(joined.resolve(postmaster), joined.postmaster(postmaster));
    assertEquals(new Resolution.UnknownMailbox(), joined.resolve(Address.of("x@a.example")));
  }

  @Test
  void aDomainOfOthersIsNotChanged() {
    house.createDomain(DomainName.of("house.example"), "");
    var joined = chain(file("a", "jane@a.example"), file("b", "john@b.example"), house);
    var theirs = DomainName.of("a.example");
    var kept = new Change.KeptElsewhere<Domain>("first");
    assertEquals(kept, joined.describeDomain(theirs, "ours"));
    assertEquals(kept, joined.aliasDomain(theirs, DomainName.of("house.example")));
    assertEquals(kept, joined.deleteDomain(theirs));
    assertEquals(
        new Change.Unknown<Domain>(), joined.deleteDomain(DomainName.of("missing.example")));
    assertInstanceOf(Change.Done.class, joined.deleteDomain(DomainName.of("house.example")));
  }

  @Test
  void whatTheHouseKeepsGetsNoNameInADomainOfOthers() {
    house.createDomain(DomainName.of("house.example"), "");
    house.createDomain(DomainName.of("a.example"), "");
    house("joe@house.example", "user");
    ForeignDirectory first = file("a", "jane@a.example");
    var joined = chain(first, file("b", "john@b.example"), house);
    AccountId joe = id(joined, "joe@house.example");
    Principal before = found(joined.principal(joe));
    for (String theirs : List.of("joe@a.example", "@a.example", "joe@b.example")) {
      Claim claim = Claim.parse(theirs).orElseThrow();
      assertEquals(
          new Change.KeptElsewhere<>(theirs.contains("b.") ? "second" : "first"),
          joined.update(joe, draft -> draft.withClaims(List.of(claim))));
    }
    assertEquals(
        new Change.KeptElsewhere<Principal>("first"),
        joined.update(joe, draft -> draft.withLogin("joe@a.example")));
    assertEquals(before, found(joined.principal(joe)));
    assertEquals(
        new Change.Unavailable<>("directory first: it is down"),
        chain(down("first"), first, house).update(joe, draft -> draft.withLogin("joe@c.example")));
    assertInstanceOf(
        Change.Done.class, joined.update(joe, draft -> draft.withName("Joe")), "no name of mail");
    assertInstanceOf(
        Change.Done.class, joined.update(joe, draft -> draft.withLogin("j@house.example")));
  }

  @Test
  void nobodyIsMadeWithALoginNameInADomainOfOthers() {
    house.createDomain(DomainName.of("house.example"), "");
    house.createDomain(DomainName.of("a.example"), "");
    var joined = chain(file("a", "jane@a.example"), file("b", "john@b.example"), house);
    var kept = new Change.KeptElsewhere<Principal>("first");
    assertEquals(kept, joined.create(draft("joe@a.example", "user", "joe@house.example")));
    assertEquals(kept, joined.create(draft("joe@a.example", "admin")));
    assertEquals(kept, joined.create(draft("joe", "user", "joe@a.example")));
    assertInstanceOf(Change.Done.class, joined.create(draft("joe", "user", "joe@house.example")));
  }

  @Test
  void administratorsGetAnyLoginNameButThoseOfOthers() {
    house.createDomain(DomainName.of("house.example"), "");
    house.createDomain(DomainName.of("a.example"), "");
    var joined = only(file("a", "jane@a.example"));
    assertInstanceOf(Change.Done.class, joined.create(draft("chief@house.example", "admin")));
    assertEquals(
        new Change.KeptElsewhere<Principal>("a"),
        joined.create(draft("clerk@house.example", "user")));
    AccountId chief = id(house, "chief@house.example");
    assertEquals(
        new Change.KeptElsewhere<Principal>("a"),
        joined.update(chief, draft -> draft.withLogin("jane@a.example")));
    for (String name : List.of("boss@house.example", "boss")) {
      assertInstanceOf(
          Change.Done.class, joined.update(chief, draft -> draft.withLogin(name)), name);
    }
  }

  @Test
  void aDirectoryThatHangsKeepsNoOtherChangeWaiting() throws Exception {
    house.createDomain(DomainName.of("house.example"), "");
    house("joe@house.example", "user");
    house("ann@house.example", "user");
    var asked = new CountDownLatch(1);
    var answers = new CountDownLatch(1);
    var hanging =
        new DownSource(() -> {
          asked.countDown();
          await(answers);
          return "it is down";
        });
    var joined = chain(foreign("first", hanging), file("b", "john@b.example"), house);
    AccountId joe = id(house, "joe@house.example");
    AccountId ann = id(house, "ann@house.example");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waits =
          threads.submit(() -> joined.update(joe, draft -> draft.withLogin("joe@c.example")));
      await(asked);
      try {
        var other = threads.submit(() -> joined.update(ann, draft -> draft.withName("Ann")));
        assertInstanceOf(Change.Done.class, other.get(10, TimeUnit.SECONDS));
      } finally {
        answers.countDown();
      }
      assertEquals(new Change.Unavailable<>("directory first: it is down"), waits.get());
    }
    assertEquals("joe@house.example", found(house.principal(joe)).account().login());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The account may have changed while others were asked, so that the edit means another name.
  @Test
  void anEditThatComesToMeanAnotherNameIsAskedAboutAgain() {
    house.createDomain(DomainName.of("house.example"), "");
    house.createDomain(DomainName.of("a.example"), "");
    house("joe@house.example", "user");
    var joined = chain(file("a", "jane@a.example"), file("b", "john@b.example"), house);
    AccountId joe = id(joined, "joe@house.example");
    Principal before = found(joined.principal(joe));
    var domains = new ArrayDeque<>(List.of("c.example", "a.example"));
    assertEquals(
        new Change.KeptElsewhere<Principal>("first"),
        joined.update(joe, draft -> draft.withLogin("joe@" + domains.remove())));
    var tries = new AtomicInteger();
    assertInstanceOf(
        Change.Unavailable.class,
        joined.update(
            joe, draft -> draft.withLogin("joe@d" + tries.incrementAndGet() + ".example")));
    assertEquals(10, tries.get());
    assertEquals(before, found(joined.principal(joe)));
  }

  @Test
  void aListOfTheHouseSendsToThoseOfOthers() {
    house.createDomain(DomainName.of("house.example"), "");
    var joined = chain(file("a", "jane@a.example"), file("b", "john@b.example"), house);
    var list =
        draft("news@house.example", "user", "news@house.example")
            .withKind(PrincipalKind.LIST)
            .withRoster(new Roster(List.of(new Member.Elsewhere(jane())), null));
    var made = assertInstanceOf(Change.Done.class, joined.create(list));
    var id = ((Principal) made.value()).account().id();
    assertInstanceOf(Resolution.Mailing.class, joined.resolve(Address.of("news@house.example")));
    assertEquals(
        new Answer.Found<>(new Subscribers(List.of(), List.of(jane()))), joined.subscribers(id));
    assertEquals(
        new Change.KeptElsewhere<Principal>("first"),
        joined.create(draft("l@a.example", "", "l@a.example").withKind(PrincipalKind.LIST)));
    assertEquals(
        new Change.KeptElsewhere<Domain>("first"),
        joined.createDomain(DomainName.of("a.example"), "", DomainName.of("house.example")));
  }

  @Test
  void whatVanishedStaysUntilItIsRemoved() {
    AccountId jane = id(only(file("a", "jane@a.example")), "jane@a.example");
    var later = only(file("a", "john@a.example"));
    assertEquals(new Answer.Unknown<Account>(), later.account(jane));
    assertEquals(new Answer.Unknown<Account>(), later.account("jane@a.example"));
    Principal gone = found(later.principal("jane@a.example"));
    assertEquals(new Principal.Keeper.Others("a", true), gone.keeper());
    assertEquals(jane, gone.account().id());
    assertInstanceOf(Answer.Unavailable.class, only(down("a")).principal(jane));
    assertInstanceOf(Change.Unavailable.class, only(down("a")).delete(jane));
    assertEquals(new Change.Done<>(gone), later.delete(jane));
    assertEquals(new Answer.Found<>(List.of(jane)), later.departed());
    assertEquals(new Answer.Unknown<Principal>(), later.principal("jane@a.example"));
    assertEquals(new Change.Done<>(jane), later.settle(jane));
  }

  private void house(String login, String role) {
    var draft = draft(login, role).withSecrets(List.of(passwords.hash(login + "'s secret")));
    assertInstanceOf(
        Change.Done.class,
        house.create(
            login.contains("@")
                ? draft.withClaims(List.of(Claim.parse(login).orElseThrow()))
                : draft));
  }

  private static PrincipalDraft draft(String login, String role, String... emails) {
    List<Claim> claims =
        List.of(emails).stream().map(email -> Claim.parse(email).orElseThrow()).toList();
    return new PrincipalDraft(
        login, "", claims, Account.Quota.UNLIMITED, Set.of(role), true, List.of());
  }

  private ForeignDirectory file(String id, String... logins) {
    var members = new ArrayList<Population.Member>();
    for (String login : logins) {
      String[] emails = login.contains("@") ? new String[] {login} : new String[0];
      var person = Population.Person.of(login, login + "'s secret", emails);
      members.add(new Population.Member(person, "individual", List.of(), List.of()));
    }
    var configuration = Principals.configuration(Principals.toml(members, passwords::hash));
    return foreign(id, MemoryDirectory.of(configuration, "file"));
  }

  private ForeignDirectory down(String id) {
    return foreign(id, new DownSource());
  }

  private ForeignDirectory foreign(String id, DirectorySource source) {
    var parts =
        new ForeignDirectory.Parts(
            house.ids(),
            passwords,
            rules,
            Addressing.STANDARD,
            (directory, reason) -> troubles.add(directory + " " + reason),
            null);
    return new ForeignDirectory(id, source, Set.of(), parts);
  }

  private JoinedDirectory only(ForeignDirectory directory) {
    return joined(List.of(new Chain.Member(directory.id(), directory)));
  }

  private JoinedDirectory chain(
      ForeignDirectory first, ForeignDirectory second, InternalDirectory last) {
    return joined(
        List.of(
            new Chain.Member("first", first),
            new Chain.Member("second", second),
            new Chain.Member("internal", last)));
  }

  private JoinedDirectory joined(List<Chain.Member> members) {
    return new JoinedDirectory(house, house.ids(), new Chain(house, members, Map.of()));
  }

  private static Address jane() {
    return Address.of("jane@a.example");
  }

  private static Authentication login(JoinedDirectory directory, String login, String password) {
    return directory.authenticate(new Credentials.Password(login, password));
  }

  private static String accepted(JoinedDirectory directory, String login) {
    return assertInstanceOf(
            Authentication.Authenticated.class, login(directory, login, login + "'s secret"))
        .account()
        .login();
  }

  private static AccountId id(Directory directory, String login) {
    if (directory.account(login) instanceof Answer.Found<Account>(var account)) {
      return account.id();
    }
    throw new AssertionError("no " + login);
  }

  private static Principal found(Answer<Principal> answer) {
    if (answer instanceof Answer.Found<Principal>(var principal)) {
      return principal;
    }
    throw new AssertionError(answer.toString());
  }
}
