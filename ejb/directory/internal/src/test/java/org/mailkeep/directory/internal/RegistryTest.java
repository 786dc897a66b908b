package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.mailkeep.directory.internal.Setup.done;
import static org.mailkeep.directory.internal.Setup.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Listing;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.contract.FailingBackend;

class RegistryTest {
  private static final DomainName ORG = DomainName.of("example.org");
  private final Setup setup = new Setup();
  private final InternalDirectory directory = setup.directory;

  @BeforeEach
  void hostADomain() {
    setup.domain("example.org");
  }

  @AfterEach
  void close() {
    setup.close();
  }

  @Test
  void aDomainIsHostedOnce() {
    assertEquals(new Change.Taken<Domain>("example.org"), directory.createDomain(ORG, "again"));
    assertEquals(setup.clock.instant(), domain(ORG).created());
  }

  @Test
  void aDomainIsDescribed() {
    done(directory.describeDomain(ORG, "ours"));
    assertEquals("ours", domain(ORG).description());
    assertEquals(
        new Change.Unknown<Domain>(), directory.describeDomain(DomainName.of("example.net"), ""));
  }

  @Test
  void aDomainGoesOnlyWhenNoAddressIsLeft() {
    var jane = create("jane@example.org", "jane@example.org", "@example.org");
    assertEquals(2, domain(ORG).addresses());
    assertEquals(new Change.InUse<Domain>(2), directory.deleteDomain(ORG));
    done(directory.delete(jane.account().id()));
    assertEquals(0, domain(ORG).addresses());
    done(directory.deleteDomain(ORG));
    assertEquals(new Answer.Unknown<Domain>(), directory.domain(ORG));
    assertEquals(new Change.Unknown<Domain>(), directory.deleteDomain(ORG));
    assertEquals(new Resolution.NotLocal(), directory.resolve(Address.of("jane@example.org")));
  }

  @Test
  void anAddressNeedsAHostedDomain() {
    var net = DomainName.of("example.net");
    assertEquals(
        new Change.NoSuchDomain<Principal>(net), directory.create(draft("jane@example.net")));
    assertEquals(
        new Change.NoSuchDomain<Principal>(net),
        directory.create(draft("jane", "jane@example.net")));
    assertEquals(
        new Change.NoSuchDomain<Principal>(net), directory.create(draft("jane", "@example.net")));
    assertEquals(0, principals(Listing.first(10)).total());
  }

  @Test
  void aNameIsOneAccountsOnly() {
    create("jane@example.org", "jane@example.org", "j@example.org");
    for (var other :
        List.of(
            draft("JANE@example.org"),
            draft("j@example.org"),
            draft("john", "J@Example.org"),
            draft("john", "jane@example.org"))) {
      assertInstanceOf(Change.Taken.class, directory.create(other), other.toString());
    }
    create("john");
    assertEquals(new Change.Taken<Principal>("john"), directory.create(draft("John")));
  }

  @Test
  void idsAreNeverUsedAgain() {
    var first = create("one").account().id();
    done(directory.delete(first));
    assertEquals(new AccountId(first.value() + 1), create("one").account().id());
  }

  @Test
  void whatFailsTakesNoIdAndLeavesNoName() {
    var first = create("one").account().id();
    assertInstanceOf(
        Change.Taken.class, directory.create(draft("two", "two@example.org").withLogin("one")));
    assertEquals(0, domain(ORG).addresses());
    assertEquals(new AccountId(first.value() + 1), create("two").account().id());
  }

  @Test
  void aChangeIsSeenAtOnce() {
    var jane = create("jane@example.org", "jane@example.org");
    var alias = Address.of("j.doe@example.org");
    assertEquals(new Resolution.UnknownMailbox(), directory.resolve(alias));
    var id = jane.account().id();
    done(directory.update(id, d -> d.withClaims(claims("jane@example.org", "j.doe@example.org"))));
    assertInstanceOf(Resolution.Accounts.class, directory.resolve(alias));
    done(directory.update(id, d -> d.withClaims(claims("j.doe@example.org"))));
    assertInstanceOf(Resolution.Accounts.class, directory.resolve(alias));
    assertEquals(
        new Resolution.UnknownMailbox(), directory.resolve(Address.of("jane@example.org")));
    done(directory.update(id, d -> d.withQuota(Account.Quota.ofBytes(5)).withName("Jane")));
    var account = assertInstanceOf(Answer.Found.class, directory.account(id)).value();
    assertEquals(5, ((Account) account).quota().bytes());
    assertEquals(alias, ((Account) account).address());
    assertEquals(2, domain(ORG).addresses(), "login name and address");
  }

  @Test
  void aRenamedAccountKeepsItsIdAndFreesItsName() {
    var jane = create("jane@example.org", "jane@example.org");
    var id = jane.account().id();
    done(
        directory.update(
            id,
            d -> d.withLogin("jane.roe@example.org").withClaims(claims("jane.roe@example.org"))));
    assertEquals(new Answer.Unknown<Account>(), directory.account("jane@example.org"));
    assertInstanceOf(Answer.Found.class, directory.account("jane.roe@example.org"));
    create("jane@example.org", "jane@example.org");
    assertEquals(List.of("jane.roe@example.org", "jane@example.org"), logins(Listing.first(10)));
    assertEquals(
        new Change.Taken<Principal>("jane@example.org"),
        directory.update(id, d -> d.withLogin("jane@example.org")));
  }

  @Test
  void aDisabledAccountKeepsItsMailAndMayNotLogIn() {
    var jane = create("jane@example.org", "jane@example.org");
    var id = jane.account().id();
    var secrets = List.of(setup.passwords.hash("jane's secret"));
    done(directory.update(id, d -> d.withSecrets(secrets)));
    assertInstanceOf(Authentication.Authenticated.class, login("jane's secret"));
    done(directory.update(id, d -> d.withEnabled(false)));
    assertEquals(
        new Authentication.Rejected(Authentication.Reason.DISABLED), login("jane's secret"));
    assertInstanceOf(Resolution.Accounts.class, directory.resolve(Address.of("jane@example.org")));
  }

  @Test
  void aChangedPasswordIsRespectedAtOnceThoughLoginsAreRemembered() {
    var id = create("jane@example.org").account().id();
    var old = List.of(setup.passwords.hash("the old one"));
    done(directory.update(id, d -> d.withSecrets(old)));
    assertInstanceOf(Authentication.Authenticated.class, login("the old one"));
    done(directory.update(id, d -> d.withSecrets(List.of(setup.passwords.hash("the new one")))));
    assertEquals(
        new Authentication.Rejected(Authentication.Reason.WRONG_SECRET), login("the old one"));
    assertInstanceOf(Authentication.Authenticated.class, login("the new one"));
  }

  @Test
  void aRememberedLoginCostsNoHashing() {
    var id = create("jane@example.org").account().id();
    var secret = List.of(setup.passwords.hash("jane's secret"));
    done(directory.update(id, d -> d.withSecrets(secret)));
    assertInstanceOf(Authentication.Authenticated.class, login("jane's secret"));
    setup.passwords.close();
    assertInstanceOf(Authentication.Authenticated.class, login("jane's secret"));
  }

  @Test
  void aRemovedAccountIsRememberedUntilItsBelongingsAreGone() {
    var jane = create("jane@example.org", "jane@example.org").account().id();
    done(directory.delete(jane));
    assertEquals(new Answer.Found<>(List.of(jane)), directory.departed());
    assertEquals(new Answer.Unknown<Principal>(), directory.principal(jane));
    done(directory.settle(jane));
    assertEquals(new Answer.Found<List<AccountId>>(List.of()), directory.departed());
    assertEquals(new Change.Unknown<AccountId>(), directory.settle(jane));
    assertEquals(new Change.Unknown<Principal>(), directory.delete(jane));
    assertEquals(new Change.Unknown<Principal>(), directory.update(jane, d -> d));
  }

  @Test
  void secretsAreCountedAndNeverShown() {
    var stored = setup.passwords.hash("jane's secret");
    var jane = done(directory.create(draft("jane").withSecrets(List.of(stored))));
    assertEquals(1, jane.secrets());
    assertFalse(jane.toString().contains(stored));
    assertFalse(draft("jane").withSecrets(List.of(stored)).toString().contains(stored));
  }

  @Test
  void listsPageByPageInTheOrderOfNames() {
    var all = new ArrayList<String>();
    for (int i = 0; i < 1_203; i++) {
      all.add(create("user%04d".formatted(i)).account().login());
    }
    var read = new ArrayList<String>();
    String after = "";
    do {
      var page = principals(new Listing("", after, 0, 500));
      assertEquals(1_203, page.total());
      page.items().forEach(p -> read.add(p.account().login()));
      after = page.next();
    } while (!after.isEmpty());
    assertEquals(all, read);
    assertEquals(all.subList(1_200, 1_203), logins(new Listing("", "", 1_200, 10)));
    assertEquals(List.of(), logins(new Listing("", "", 2_000, 10)));
  }

  @Test
  void aFilterFindsPartsOfNames() {
    create("alice");
    done(directory.create(draft("bob").withName("Robert Alison")));
    create("carol");
    var page = principals(new Listing("ALI", "", 0, 1));
    assertEquals(2, page.total());
    assertEquals("alice", page.next());
    assertEquals(List.of("bob"), logins(new Listing("ali", page.next(), 0, 10)));
  }

  @Test
  void domainsAreListedWithTheirAddresses() {
    setup.domain("example.net");
    done(directory.describeDomain(ORG, "main domain"));
    create("jane@example.org", "jane@example.org", "j@example.org");
    var page = domains(Listing.first(1));
    assertEquals(2, page.total());
    assertEquals(List.of("example.net"), names(page));
    assertEquals(List.of("example.org"), names(domains(new Listing("", page.next(), 0, 1))));
    var found = domains(new Listing("main", "", 0, 10));
    assertEquals(2, found.items().getFirst().addresses());
  }

  @Test
  void aFullStoreMakesAChangeUnavailableAndNothingElse() {
    setup.backend.failWrites(FailingBackend::full);
    assertInstanceOf(Change.Unavailable.class, directory.create(draft("jane")));
    setup.backend.failWrites(null);
    create("jane");
  }

  private Principal create(String login, String... emails) {
    return done(directory.create(draft(login, emails).withRoles(Set.of("user"))));
  }

  private Authentication login(String password) {
    return directory.authenticate(new Credentials.Password("jane@example.org", password));
  }

  private static List<Claim> claims(String... emails) {
    return draft("x", emails).claims();
  }

  private Domain domain(DomainName name) {
    return found(directory.domain(name));
  }

  private Page<Domain> domains(Listing listing) {
    return found(directory.domains(listing));
  }

  private static List<String> names(Page<Domain> page) {
    return page.items().stream().map(domain -> domain.name().ascii()).toList();
  }

  private Page<Principal> principals(Listing listing) {
    return found(directory.principals(listing));
  }

  private List<String> logins(Listing listing) {
    return principals(listing).items().stream().map(p -> p.account().login()).toList();
  }

  private static <T> T found(Answer<T> answer) {
    if (answer instanceof Answer.Found<T>(T value)) {
      return value;
    }
    throw new AssertionError(answer.toString());
  }
}
