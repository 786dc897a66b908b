package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.name;
import static org.mailkeep.admin.House.text;
import static org.mailkeep.admin.House.texts;
import static org.mailkeep.admin.House.value;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.admin.FieldChange.Action;
import org.mailkeep.auth.Attempt;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.auth.Sessions;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.telemetry.DirectoryEvent;

class AccountsTest {
  private static final Attempt ATTEMPT =
      Attempt.of(
          1, "imap", InetAddress.getLoopbackAddress(), new Credentials.Password("jane", "secret"));

  private static final String JANE = "jane@example.org";
  private final House house = new House();
  private final Accounts accounts = house.accounts;

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void sessionsEndWithTheRightToThem() {
    record Case(String what, boolean ends, List<FieldChange> changes) {}
    var cases =
        List.of(
            new Case("name", false, List.of(text("description", "Jane Doe"))),
            new Case("password", true, List.of(text("secrets", "a-new-secret-27"))),
            new Case("quota", false, List.of(text("quota", "1g"))),
            new Case(
                "disabled", true, List.of(FieldChange.set("enabled", new FieldValue.Flag(false)))));
    house.account(JANE);
    for (Case one : cases) {
      Sessions.Open session = session();
      assertInstanceOf(Outcome.Ok.class, accounts.update(ADMIN, JANE, one.changes()), one.what());
      assertEquals(one.ends(), session.isEnded(), one.what());
    }
    Sessions.Open session = session();
    value(accounts.delete(ADMIN, JANE));
    assertTrue(session.isEnded());
  }

  private Sessions.Open session() {
    return switch (house.directory.account(JANE)) {
      case Answer.Found<Account>(var jane) ->
          house
              .sessions
              .enter(ATTEMPT, () -> new Authentication.Authenticated(jane), () -> {})
              .session();
      case Answer<Account> other -> throw new AssertionError(other);
    };
  }

  @Test
  void anAccountNeedsOnlyAName() {
    var made = accounts.create(ADMIN, List.of(name("Jane@Example.org")));
    assertInstanceOf(Outcome.Created.class, made);
    var principal = value(made).principal();
    assertEquals(JANE, principal.account().login());
    assertEquals(List.of(JANE), emails(value(made)));
    assertEquals(Set.of("user"), principal.account().roles());
    assertTrue(principal.account().enabled());
    assertEquals(0, principal.secrets());
    assertEquals(List.of(new DirectoryEvent.Created("account", JANE, "boss")), house.events);
  }

  @Test
  void anAccountHasAllThatIsAskedFor() {
    var made =
        value(
            accounts.create(
                ADMIN,
                List.of(
                    text("type", "individual"),
                    name("jane"),
                    text("description", "Jane Doe"),
                    text("quota", "1g"),
                    FieldChange.set("messageQuota", new FieldValue.Whole(10)),
                    texts("emails", JANE, "j.doe@example.org", "@example.org"),
                    texts("secrets", "jane's secret"),
                    texts("roles", "user", "admin"),
                    FieldChange.set("enabled", new FieldValue.Flag(true)))));
    var account = made.principal().account();
    assertEquals("Jane Doe", account.name());
    assertEquals(1L << 30, account.quota().bytes());
    assertEquals(10, account.quota().messages());
    assertEquals(List.of(JANE, "j.doe@example.org", "@example.org"), emails(made));
    assertEquals(Set.of("user", "admin"), account.roles());
    assertInstanceOf(Authentication.Authenticated.class, login("jane", "jane's secret"));
  }

  static Stream<Arguments> nonsense() {
    return Stream.of(
        Arguments.of(name(""), "/name", "must have 1 to 320 characters"),
        Arguments.of(name("jane@"), "/name", "must be an address when it has an @"),
        Arguments.of(name("jane doe"), "/name", "must not have spaces"),
        Arguments.of(name("12345"), "/name", "must not be a number"),
        Arguments.of(name("a/b"), "/name", "must not have control characters or slashes"),
        Arguments.of(
            FieldChange.set("name", new FieldValue.Whole(1)), "/name", "must be set to a text"),
        Arguments.of(
            text("type", "crowd"),
            "/type",
            "must be one of [individual, group, list, resource, location]"),
        Arguments.of(
            text("description", "x\u0000"), "/description", "must not have control characters"),
        Arguments.of(
            text("quota", "much"), "/quota", "must be set to a number, or a size such as 1g"),
        Arguments.of(
            FieldChange.set("quota", new FieldValue.Whole(-1)),
            "/quota",
            "must be set to a number, or a size such as 1g"),
        Arguments.of(
            texts("emails", JANE, "no address"),
            "/emails",
            "must be an address or @domain: no address"),
        Arguments.of(
            FieldChange.set("emails", new FieldValue.Other()),
            "/emails",
            "must be a text or a list of texts"),
        Arguments.of(texts("secrets", "short"), "/secrets", "must have at least 8 characters"),
        Arguments.of(
            texts("secrets", "$app$x$short"), "/secrets", "must have at least 8 characters"),
        Arguments.of(
            texts("secrets", "otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ"),
            "/secrets",
            "must be otpauth://totp/ with a secret of base 32"),
        Arguments.of(
            texts("secrets", "$app$phone;expires=soon$long enough"),
            "/secrets",
            "must be $app$ with a name, perhaps ;expires= and a time, $, password"),
        Arguments.of(
            texts("roles", "king"), "/roles", "must be one of [admin, tenant-admin, user]: king"),
        Arguments.of(text("enabled", "yes"), "/enabled", "must be set to true or false"),
        Arguments.of(
            text("colour", "red"),
            "/colour",
            "is not a field of entries of type individual: colour"));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void nonsenseIsToldFieldByField(FieldChange change, String pointer, String detail) {
    var both = change.field().equals("name") ? List.of(change) : List.of(name("someone"), change);
    var expected = new Outcome.Invalid<AccountDetails>(List.of(new FieldError(pointer, detail)));
    assertEquals(expected, accounts.create(ADMIN, both));
    house.account(JANE);
    assertEquals(expected, accounts.update(ADMIN, JANE, List.of(change)));
  }

  @Test
  void allProblemsAreToldAtOnceAndANameMustBeThere() {
    var outcome = accounts.create(ADMIN, List.of(text("quota", "x"), text("roles", "x")));
    var errors = assertInstanceOf(Outcome.Invalid.class, outcome).errors();
    assertEquals(3, errors.size());
    assertEquals(new FieldError("/name", "must be there"), errors.get(2));
  }

  @Test
  void aTakenNameAndAForeignDomainAreConflicts() {
    house.account(JANE);
    assertEquals(
        new Outcome.Conflict<AccountDetails>(JANE + " exists already"),
        accounts.create(ADMIN, List.of(name(JANE))));
    assertEquals(
        new Outcome.Conflict<AccountDetails>("example.com is not one of the hosted domains"),
        accounts.create(ADMIN, List.of(name("jane@example.com"))));
  }

  @Test
  void aPatchSetsAddsAndRemoves() {
    house.account(JANE);
    var changed =
        value(
            accounts.update(
                ADMIN,
                JANE,
                List.of(
                    change(Action.ADD_ITEM, "emails", "j@example.org"),
                    change(Action.ADD_ITEM, "emails", "j@example.org"),
                    change(Action.ADD_ITEM, "emails", "@example.org"),
                    change(Action.REMOVE_ITEM, "emails", "@example.org"),
                    change(Action.REMOVE_ITEM, "emails", "nobody@example.org"),
                    change(Action.SET, "description", "Jane"),
                    change(Action.SET, "quota", "5m"),
                    change(Action.ADD_ITEM, "roles", "admin"),
                    change(Action.REMOVE_ITEM, "roles", "user"))));
    assertEquals(List.of(JANE, "j@example.org"), emails(changed));
    assertEquals(5L << 20, changed.principal().account().quota().bytes());
    assertEquals(Set.of("admin"), changed.principal().account().roles());
    assertEquals(
        new DirectoryEvent.Changed("account", JANE, "boss", "description,emails,quota,roles"),
        house.events.getLast());
    assertEquals(3, changed.usedMessages());
    value(
        accounts.update(ADMIN, JANE, List.of(FieldChange.set("quota", new FieldValue.Nothing()))));
    assertEquals(
        Long.MAX_VALUE, value(accounts.show(ADMIN, JANE)).principal().account().quota().bytes());
  }

  @Test
  void anAliasThatSomeoneHasIsAConflictAndChangesNothing() {
    house.account(JANE);
    house.account("john@example.org");
    var outcome =
        accounts.update(
            ADMIN,
            "john@example.org",
            List.of(
                change(Action.SET, "description", "John"),
                change(Action.ADD_ITEM, "emails", JANE)));
    assertEquals(new Outcome.Conflict<AccountDetails>(JANE + " exists already"), outcome);
    assertEquals("", value(accounts.show(ADMIN, "john@example.org")).principal().account().name());
  }

  @Test
  void aRenamedAccountTakesItsAddressAlong() {
    var id = house.account(JANE).principal().account().id();
    var renamed = value(accounts.update(ADMIN, JANE, List.of(name("roe@example.org"))));
    assertEquals(id, renamed.principal().account().id());
    assertEquals(List.of("roe@example.org"), emails(renamed));
  }

  @Test
  void passwordsAreHashedAndHashesKept() {
    house.account(JANE);
    String hash = house.passwords.hash("the second one");
    value(
        accounts.update(
            ADMIN,
            JANE,
            List.of(texts("secrets", "the first one"), change(Action.ADD_ITEM, "secrets", hash))));
    assertInstanceOf(Authentication.Authenticated.class, login(JANE, "the first one"));
    assertInstanceOf(Authentication.Authenticated.class, login(JANE, "the second one"));
    value(
        accounts.update(
            ADMIN, JANE, List.of(change(Action.REMOVE_ITEM, "secrets", "the first one"))));
    assertInstanceOf(Authentication.Rejected.class, login(JANE, "the first one"));
    assertInstanceOf(Authentication.Authenticated.class, login(JANE, "the second one"));
    assertEquals(List.of(JANE, JANE), house.passwordChanges);
  }

  @Test
  void clearTextIsNeverStored() {
    house.account(JANE);
    value(accounts.update(ADMIN, JANE, List.of(texts("secrets", "{PLAIN}clear text"))));
    assertInstanceOf(Authentication.Rejected.class, login(JANE, "clear text"));
    assertInstanceOf(Authentication.Authenticated.class, login(JANE, "{PLAIN}clear text"));
  }

  @Test
  void programsHavePasswordsOfTheirOwnWhichNeedNoCode() {
    house.account(JANE);
    String app = "otpauth://totp/jane?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    String phone = "$app$phone;expires=2999-01-01T00:00:00Z$for the phone";
    value(
        accounts.update(
            ADMIN,
            JANE,
            List.of(
                texts("secrets", "the first one", app),
                change(Action.ADD_ITEM, "secrets", phone))));
    assertInstanceOf(Authentication.Rejected.class, login(JANE, "the first one"));
    assertInstanceOf(Authentication.Authenticated.class, login(JANE, "for the phone"));
    assertInstanceOf(Authentication.Rejected.class, login(JANE, phone));
    value(accounts.update(ADMIN, JANE, List.of(change(Action.REMOVE_ITEM, "secrets", app))));
    assertInstanceOf(Authentication.Authenticated.class, login(JANE, "the first one"));
  }

  @Test
  void oneIsFoundByNameAndById() {
    var id = house.account(JANE).principal().account().id();
    assertEquals(JANE, login(value(accounts.show(ADMIN, id.value() + ""))));
    assertEquals(JANE, login(value(accounts.show(ADMIN, "JANE@example.org"))));
    for (String key : List.of("0", "99", "nobody", "999999999999999999", "")) {
      assertEquals(
          new Outcome.NotFound<AccountDetails>("account " + key), accounts.show(ADMIN, key));
    }
  }

  @Test
  void aRemovedAccountsMailIsErased() {
    var id = house.account(JANE).principal().account().id();
    assertEquals(JANE, value(accounts.delete(ADMIN, JANE)).account().login());
    assertEquals(List.of(id), house.mail.erased);
    assertEquals(new Answer.Found<List<AccountId>>(List.of()), house.directory.departed());
    assertEquals(new DirectoryEvent.Deleted("account", JANE, "boss"), house.events.getLast());
    assertInstanceOf(Outcome.NotFound.class, accounts.delete(ADMIN, JANE));
  }

  @Test
  void anInterruptedRemovalIsFinishedLater() {
    var id = house.account(JANE).principal().account().id();
    house.mail.down = true;
    value(accounts.delete(ADMIN, JANE));
    assertEquals(List.of(), house.mail.erased);
    house.mail.down = false;
    assertEquals(1, accounts.finishRemovals());
    assertEquals(List.of(id), house.mail.erased);
    assertEquals(0, accounts.finishRemovals());
  }

  @Test
  void nobodyLocksThemselvesOut() {
    var jane =
        value(accounts.create(ADMIN, List.of(name(JANE), texts("roles", "admin")))).principal();
    var self = new Caller(jane.account().id(), JANE, Role.ADMINISTRATOR.enabled());
    assertInstanceOf(Outcome.Conflict.class, accounts.delete(self, JANE));
    assertInstanceOf(
        Outcome.Conflict.class, accounts.update(self, JANE, List.of(texts("roles", "user"))));
    var disabled = FieldChange.set("enabled", new FieldValue.Flag(false));
    assertInstanceOf(Outcome.Conflict.class, accounts.update(self, JANE, List.of(disabled)));
    value(accounts.update(self, JANE, List.of(text("description", "Jane"))));
    value(accounts.update(ADMIN, JANE, List.of(disabled)));
  }

  @Test
  void aUserMayChangeTheirOwnPasswordAndNothingElse() {
    var jane = house.account(JANE).principal().account();
    var self = new Caller(jane.id(), JANE, Role.USER.enabled());
    value(accounts.changeOwnPassword(self, "quite a new one"));
    assertInstanceOf(Authentication.Authenticated.class, login(JANE, "quite a new one"));
    assertInstanceOf(Outcome.Invalid.class, accounts.changeOwnPassword(self, "short"));
    House.assertNeeds(Permission.PRINCIPAL_GET, accounts.show(self, JANE));
    House.assertNeeds(Permission.PRINCIPAL_LIST, accounts.list(self, PageQuery.FIRST));
    House.assertNeeds(Permission.PRINCIPAL_UPDATE, accounts.update(self, JANE, List.of()));
    House.assertNeeds(Permission.PRINCIPAL_CREATE, accounts.create(self, List.of()));
    House.assertNeeds(Permission.PRINCIPAL_DELETE, accounts.delete(self, JANE));
    House.assertNeeds(Permission.PASSWORD_UPDATE, accounts.changeOwnPassword(House.nobody(), "x"));
  }

  @Test
  void accountsAreListedPageByPage() {
    List.of("c", "a", "b").forEach(house::account);
    var second = value(accounts.list(ADMIN, new PageQuery("", "", 2, 2)));
    assertEquals(List.of("c"), second.items().stream().map(AccountsTest::login).toList());
    assertEquals(3, second.total());
    var first = value(accounts.list(ADMIN, new PageQuery("", "", 1, 2)));
    assertEquals("b", first.next());
    assertEquals(
        1, value(accounts.list(ADMIN, new PageQuery("", first.next(), 1, 2))).items().size());
  }

  @Test
  void mailThatIsDownMakesAccountsUnavailable() {
    house.account(JANE);
    house.mail.down = true;
    assertEquals(
        new Outcome.Unavailable<AccountDetails>("mail is down"), accounts.show(ADMIN, JANE));
  }

  private Authentication login(String login, String password) {
    return house.directory.authenticate(new Credentials.Password(login, password));
  }

  private static String login(AccountDetails details) {
    return details.principal().account().login();
  }

  private static FieldChange change(Action action, String field, String value) {
    return new FieldChange("/0/value", action, field, new FieldValue.Text(value));
  }

  private static List<String> emails(AccountDetails details) {
    return details.principal().claims().stream().map(Claim::name).toList();
  }
}
