package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.name;
import static org.mailkeep.admin.House.text;
import static org.mailkeep.admin.House.texts;
import static org.mailkeep.admin.House.value;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.Principals.Held;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.directory.api.Answer;

/// An administrator of the tenant `acme`, which has acme.example and acme.test, beside others.
class TenancyTest {
  private final House house = new House();
  private final Principals principals = house.principals;
  private Caller boss = House.nobody();

  @BeforeEach
  void make() {
    for (String domain : List.of("acme.example", "acme.test", "other.example")) {
      value(house.domains.create(ADMIN, domain, ""));
    }
    value(house.domains.assign(ADMIN, "acme.test", "acme"));
    value(house.domains.assign(ADMIN, "acme.example", "acme"));
    for (String login :
        List.of("boss@acme.example", "jane@acme.test", "joe@other.example", "bare")) {
      house.account(login);
    }
    value(principals.update(ADMIN, "boss@acme.example", List.of(texts("roles", "tenant-admin"))));
    boss = caller("boss@acme.example");
    assertEquals("acme", boss.tenant());
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Caller caller(String login) {
    var account = ((Held.OfAccount) value(principals.show(ADMIN, login))).details();
    return ((Answer.Found<Caller>) house.authority.caller(account.principal().account())).value();
  }

  private String id(String login) {
    var account = ((Held.OfAccount) value(principals.show(ADMIN, login))).details();
    return account.principal().account().id().value() + "";
  }

  private static FieldChange type(String type) {
    return text("type", type);
  }

  @Test
  void listsHaveTheirOwnAlone() {
    for (int page = 1; page <= 3; page++) {
      var some = value(principals.list(boss, new PageQuery("", "", page, 1), List.of()));
      assertEquals(2, some.total());
      assertEquals(page > 2 ? 0 : 1, some.items().size());
    }
    var first = value(principals.list(boss, new PageQuery("", "", 1, 1), List.of()));
    assertEquals("boss@acme.example", first.next());
    var second = value(principals.list(boss, new PageQuery("", first.next(), 1, 1), List.of()));
    assertEquals("", second.next());
    var domains = value(principals.list(boss, PageQuery.FIRST, List.of("domain")));
    assertEquals(
        List.of("acme.example", "acme.test"),
        domains.items().stream()
            .map(held -> ((Held.OfDomain) held).domain().name().ascii())
            .toList());
    assertEquals(5, value(principals.list(ADMIN, PageQuery.FIRST, List.of())).total() + 1);
  }

  @Test
  void whatIsElsewhereIsNotThereForThem() {
    for (String key :
        List.of("joe@other.example", id("joe@other.example"), "bare", "other.example")) {
      Outcome<?> shown = principals.show(boss, key);
      assertInstanceOf(Outcome.NotFound.class, shown, key);
      Outcome<?> changed = principals.update(boss, key, List.of(text("description", "mine")));
      assertTrue(isRefused(changed), key + changed);
      assertTrue(isRefused(principals.delete(boss, key)), key);
    }
    assertInstanceOf(Outcome.NotFound.class, house.domains.describe(boss, "other.example", "x"));
    assertInstanceOf(
        Outcome.NotFound.class, house.domains.alias(boss, "other.example", "acme.test"));
    value(principals.show(boss, "jane@acme.test"));
    value(principals.update(boss, "jane@acme.test", List.of(text("description", "Jane"))));
  }

  private static boolean isRefused(Outcome<?> outcome) {
    return outcome instanceof Outcome.NotFound || outcome instanceof Outcome.Forbidden;
  }

  @Test
  void nothingGoesOverTheBorder() {
    assertEquals(
        List.of(
            new FieldError("/name", "must be in one of your domains"),
            new FieldError("/emails", "must be in one of your domains: new@other.example")),
        errors(principals.create(boss, List.of(name("new@other.example")))));
    assertEquals(
        List.of(new FieldError("/name", "must be in one of your domains")),
        errors(principals.create(boss, List.of(name("bare2")))));
    assertEquals(
        List.of(new FieldError("/emails", "must be in one of your domains: @other.example")),
        errors(
            principals.update(
                boss,
                "jane@acme.test",
                List.of(texts("emails", "jane@acme.test", "@other.example")))));
    assertEquals(
        List.of(new FieldError("/name", "must be in one of your domains")),
        errors(principals.update(boss, "jane@acme.test", List.of(name("jane@other.example"))))
            .subList(0, 1));
    assertEquals(
        List.of(new FieldError("/members", "must be of your domains")),
        errors(
            principals.create(
                boss,
                List.of(
                    type("group"), name("all@acme.test"), texts("members", "joe@other.example")))));
    value(
        principals.create(
            boss,
            List.of(type("group"), name("all@acme.test"), texts("members", "jane@acme.test"))));
    value(principals.create(boss, List.of(name("new@acme.example"))));
  }

  private static List<FieldError> errors(Outcome<?> outcome) {
    return assertInstanceOf(Outcome.Invalid.class, outcome)
            instanceof Outcome.Invalid<?>(var errors)
        ? errors
        : List.of();
  }

  @Test
  void nobodyRisesAboveThemselves() {
    var admin = List.of(texts("roles", "admin"));
    assertInstanceOf(Outcome.Forbidden.class, principals.update(boss, "jane@acme.test", admin));
    assertInstanceOf(Outcome.Forbidden.class, principals.update(boss, "boss@acme.example", admin));
    assertInstanceOf(
        Outcome.Forbidden.class,
        principals.create(boss, List.of(name("new@acme.test"), texts("roles", "admin"))));
    value(
        principals.update(
            boss, "jane@acme.test", List.of(texts("roles", Role.TENANT_ADMINISTRATOR.name()))));
  }

  @Test
  void whoMayMoreThanTheyIsOutOfReach() {
    value(principals.update(ADMIN, "jane@acme.test", List.of(texts("roles", "admin"))));
    var password = List.of(texts("secrets", "another password of mine"));
    assertInstanceOf(Outcome.Forbidden.class, principals.update(boss, "jane@acme.test", password));
    assertInstanceOf(Outcome.Forbidden.class, principals.delete(boss, "jane@acme.test"));
  }

  @Test
  void rightsByAGroupCountToo() {
    value(principals.update(ADMIN, "jane@acme.test", List.of(texts("roles", "user"))));
    value(
        principals.create(
            ADMIN,
            List.of(
                type("group"),
                name("operators@acme.test"),
                texts("roles", "admin"),
                texts("members", "jane@acme.test"))));
    assertTrue(caller("jane@acme.test").may(Permission.SERVER_RELOAD));
    var password = List.of(texts("secrets", "another password of mine"));
    assertInstanceOf(Outcome.Forbidden.class, principals.update(boss, "jane@acme.test", password));
    assertInstanceOf(
        Outcome.Forbidden.class,
        principals.update(
            boss, "operators@acme.test", List.of(texts("members", "boss@acme.example"))));
  }

  @Test
  void domainsAreGivenAndTakenByWhoCrossesTenants() {
    House.assertNeeds(Permission.CROSS_TENANT, house.domains.assign(boss, "acme.test", "mine"));
    House.assertNeeds(
        Permission.CROSS_TENANT,
        house.domains.update(boss, "acme.test", new DomainEdit("mine", null, "mine")));
    House.assertNeeds(Permission.DOMAIN_CREATE, house.domains.create(boss, "new.example", ""));
    value(principals.update(ADMIN, "acme.test", List.of(text("tenant", ""))));
    var domain = (Held.OfDomain) value(principals.show(ADMIN, "acme.test"));
    assertEquals("acme.test", domain.tenant());
    assertInstanceOf(Outcome.NotFound.class, principals.show(boss, "jane@acme.test"));
    assertInstanceOf(Outcome.NotFound.class, principals.show(boss, "acme.test"));
    value(principals.delete(ADMIN, "jane@acme.test"));
    value(principals.update(ADMIN, "acme.test", List.of(text("tenant", "acme"))));
    value(principals.delete(ADMIN, "acme.test"));
    value(house.domains.create(ADMIN, "acme.test", ""));
    assertInstanceOf(Outcome.NotFound.class, principals.show(boss, "acme.test"));
  }

  @Test
  void whatIsTheServersTakesThePermissionToCross() {
    var operator =
        new Caller(
            boss.account(),
            boss.login(),
            Set.of(Permission.QUEUE_LIST, Permission.ROLE_CREATE),
            "acme");
    assertEquals(Permission.CROSS_TENANT, operator.missing(Permission.QUEUE_LIST).orElseThrow());
    House.assertNeeds(Permission.CROSS_TENANT, principals.create(operator, List.of(type("role"))));
    var ofNoTenant = new Caller(boss.account(), "key", operator.permissions());
    assertTrue(ofNoTenant.may(Permission.QUEUE_LIST));
  }

  @Test
  void keysStayWithTheirTenant() {
    var made =
        ((Held.OfKey) value(principals.create(boss, List.of(type("api-key"), name("ours")))))
            .details();
    assertEquals("acme", made.key().draft().tenant());
    value(principals.create(ADMIN, List.of(type("api-key"), name("theirs"))));
    House.assertNeeds(
        Permission.CROSS_TENANT,
        principals.create(
            boss, List.of(type("api-key"), name("x"), text("tenant", "other.example"))));
    assertInstanceOf(Outcome.NotFound.class, principals.show(boss, "theirs"));
    assertTrue(isRefused(principals.delete(boss, "theirs")));
    var seen = value(principals.list(boss, PageQuery.FIRST, List.of("api-key")));
    assertEquals(1, seen.total());
    value(principals.show(boss, "ours"));
  }

  @Test
  void aLongListIsGoneThroughInPages() {
    IntStream.range(0, 40).forEach(i -> house.account("n%02d@other.example".formatted(i)));
    IntStream.range(0, 20).forEach(i -> house.account("m%02d@acme.test".formatted(i)));
    int seen = 0;
    String after = "";
    do {
      var page = value(principals.list(boss, new PageQuery("", after, 1, 7), List.of()));
      page.items()
          .forEach(held ->
              assertTrue(
                  ((Held.OfAccount) held)
                      .details()
                      .principal()
                      .account()
                      .login()
                      .contains("@acme")));
      seen += page.items().size();
      after = page.next();
    } while (!after.isEmpty());
    assertEquals(22, seen);
  }
}
