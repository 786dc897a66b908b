package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.name;
import static org.mailkeep.admin.House.text;
import static org.mailkeep.admin.House.texts;
import static org.mailkeep.admin.House.value;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.admin.FieldChange.Action;
import org.mailkeep.admin.Principals.Held;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.telemetry.DirectoryEvent;

class PrincipalsTest {
  private static final String LIST = "news@example.org";
  private final House house = new House();
  private final Principals principals = house.principals;

  @BeforeEach
  void populate() {
    house.account("jane@example.org");
    house.account("john@example.org");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void everyKindHasItsFields() {
    assertEquals(EnumSet.allOf(PrincipalKind.class), AccountFields.OF_KIND.keySet());
  }

  @Test
  void aListIsMadeWithItsMembersAndTheirNamesAreShown() {
    var made =
        value(
            principals.create(
                ADMIN,
                List.of(
                    text("type", "list"),
                    name(LIST),
                    text("owner", "john@example.org"),
                    texts("members", "JANE@example.org", "john@example.org"),
                    texts("externalMembers", "x@example.net"))));
    var relations = details(made).relations();
    assertEquals(List.of("jane@example.org", "john@example.org"), relations.members());
    assertEquals(List.of("x@example.net"), relations.external());
    assertEquals(3, details(made).principal().standing().members());
    assertEquals(relations, details(value(principals.show(ADMIN, LIST))).relations());
    assertEquals(new DirectoryEvent.Created("list", LIST, "boss"), house.events.getLast());
  }

  @Test
  void membersOfOneSortChangeAndTheOthersStay() {
    list("jane@example.org");
    update(change(Action.ADD_ITEM, "externalMembers", "x@example.net", "y@example.net"));
    update(change(Action.SET, "members", "john@example.org"));
    update(change(Action.REMOVE_ITEM, "externalMembers", "X@Example.Net"));
    var relations = details(value(principals.show(ADMIN, LIST))).relations();
    assertEquals(List.of("john@example.org"), relations.members());
    assertEquals(List.of("y@example.net"), relations.external());
  }

  @Test
  void anEmptyOwnerIsNone() {
    list();
    update(text("owner", "john@example.org"));
    update(text("owner", ""));
    update(text("owner", "john@example.org"));
    update(FieldChange.set("owner", new FieldValue.Nothing()));
    assertEquals(
        null, details(value(principals.show(ADMIN, LIST))).principal().standing().roster().owner());
  }

  @Test
  void groupsOfAnAccountAreShown() {
    value(
        principals.create(
            ADMIN,
            List.of(
                text("type", "group"),
                name("team@example.org"),
                texts("members", "jane@example.org"))));
    assertEquals(
        List.of("team@example.org"),
        details(value(principals.show(ADMIN, "jane@example.org"))).relations().groups());
  }

  static Stream<Arguments> nonsense() {
    String list = "is not a field of entries of type list: ";
    return Stream.of(
        Arguments.of(
            texts("members", "nobody"), "must be the name or address of an entry here: nobody"),
        Arguments.of(
            texts("members", "x@example.net"),
            "must be the name or address of an entry here: x@example.net"),
        Arguments.of(texts("externalMembers", "jane"), "must be an address: jane"),
        Arguments.of(text("owner", "jane"), "must be an address"),
        Arguments.of(text("quota", "1g"), list + "quota"),
        Arguments.of(texts("secrets", "a good secret"), list + "secrets"),
        Arguments.of(texts("roles", "admin"), list + "roles"),
        Arguments.of(text("type", "group"), "must stay list"));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void nonsenseIsTold(FieldChange change, String detail) {
    list();
    assertEquals(
        Outcome.<Held>invalid(change.pointer(), detail),
        principals.update(ADMIN, LIST, List.of(change)));
  }

  @Test
  void aResourceMayBecomeARoom() {
    value(principals.create(ADMIN, List.of(text("type", "resource"), name("attic"))));
    value(principals.update(ADMIN, "attic", List.of(text("type", "location"))));
    assertEquals(
        PrincipalKind.LOCATION,
        details(value(principals.show(ADMIN, "attic"))).principal().standing().kind());
  }

  @Test
  void whatCannotBeIsAConflict() {
    list();
    assertEquals(
        new Outcome.Conflict<Held>("it cannot be its own owner"),
        principals.update(ADMIN, LIST, List.of(text("owner", LIST))));
  }

  @Test
  void aDirectoryThatIsAwayIsUnavailable() {
    list();
    house.backend.failAll(FailingBackend::unavailable);
    assertInstanceOf(
        Outcome.Unavailable.class,
        principals.update(ADMIN, LIST, List.of(texts("members", "unseen@example.org"))));
    assertInstanceOf(
        Outcome.Unavailable.class,
        principals.create(ADMIN, List.of(name("new"), text("type", "group"))));
  }

  @Test
  void entriesAreListedByType() {
    list();
    assertEquals(List.of(LIST), names("list"));
    assertEquals(List.of("jane@example.org", "john@example.org"), names("individual"));
    assertEquals(
        List.of("jane@example.org", "john@example.org", LIST), names("individual", "list"));
    assertEquals(3, names().size());
    assertEquals(List.of("example.org"), names("domain"));
    assertInstanceOf(
        Outcome.Invalid.class, principals.list(ADMIN, PageQuery.FIRST, List.of("domain", "list")));
    assertInstanceOf(
        Outcome.Invalid.class, principals.list(ADMIN, PageQuery.FIRST, List.of("crowd")));
  }

  @Test
  void aDomainIsAnEntryUnderItsName() {
    value(
        principals.create(
            ADMIN,
            List.of(text("type", "domain"), name("example.net"), text("aliasOf", "example.org"))));
    var shown = assertInstanceOf(Held.OfDomain.class, value(principals.show(ADMIN, "example.net")));
    assertEquals("example.org", String.valueOf(shown.domain().aliasOf()));
    assertInstanceOf(Outcome.Conflict.class, principals.delete(ADMIN, "example.org"));
    value(
        principals.update(
            ADMIN, "example.net", List.of(text("description", "own"), text("aliasOf", ""))));
    assertEquals("own", value(house.domains.show(ADMIN, "example.net")).description());
    assertEquals(
        Outcome.<Held>invalid("/emails", "is not a field of a domain"),
        principals.update(ADMIN, "example.net", List.of(text("emails", "x"))));
    assertEquals(
        Outcome.<Held>invalid("/aliasOf", "must be a domain name"),
        principals.update(ADMIN, "example.net", List.of(text("aliasOf", "no domain"))));
    assertEquals("example.net", value(principals.delete(ADMIN, "example.net")));
    assertInstanceOf(Outcome.NotFound.class, principals.show(ADMIN, "example.net"));
  }

  @Test
  void anAccountsNameIsItsOwnBeforeADomains() {
    value(house.accounts.create(ADMIN, List.of(name("example.org"))));
    assertInstanceOf(Held.OfAccount.class, value(principals.show(ADMIN, "example.org")));
    value(principals.delete(ADMIN, "example.org"));
    assertInstanceOf(Held.OfDomain.class, value(principals.show(ADMIN, "example.org")));
  }

  @Test
  void severalAreEachMadeAndRemovedByThemselves() {
    var made =
        principals.createAll(
            ADMIN,
            List.of(
                List.of(name("a@example.org")),
                List.of(name("a@example.org")),
                List.of(text("type", "list"), name("b@example.org"))));
    assertInstanceOf(Outcome.Created.class, made.get(0).outcome());
    assertEquals(new Outcome.Conflict<Held>("a@example.org exists already"), made.get(1).outcome());
    assertInstanceOf(Outcome.Created.class, made.get(2).outcome());
    var gone = principals.deleteAll(ADMIN, List.of("a@example.org", "nobody", "b@example.org"));
    assertInstanceOf(Outcome.Ok.class, gone.get(0).outcome());
    assertInstanceOf(Outcome.NotFound.class, gone.get(1).outcome());
    assertInstanceOf(Outcome.Ok.class, gone.get(2).outcome());
  }

  @Test
  void eachOperationNeedsItsPermission() {
    var nobody = House.nobody();
    House.assertNeeds(
        Permission.PRINCIPAL_LIST, principals.list(nobody, PageQuery.FIRST, List.of()));
    House.assertNeeds(
        Permission.DOMAIN_LIST, principals.list(nobody, PageQuery.FIRST, List.of("domain")));
    House.assertNeeds(Permission.PRINCIPAL_GET, principals.show(nobody, "example.org"));
    House.assertNeeds(
        Permission.DOMAIN_CREATE,
        principals.create(nobody, List.of(text("type", "domain"), name("x.example"))));
    House.assertNeeds(Permission.PRINCIPAL_CREATE, principals.create(nobody, List.of(name("x"))));
    House.assertNeeds(
        Permission.PRINCIPAL_UPDATE, principals.update(nobody, "example.org", List.of()));
    House.assertNeeds(Permission.PRINCIPAL_DELETE, principals.delete(nobody, "example.org"));
  }

  private void list(String... members) {
    value(
        principals.create(
            ADMIN, List.of(text("type", "list"), name(LIST), texts("members", members))));
  }

  private void update(FieldChange change) {
    value(principals.update(ADMIN, LIST, List.of(change)));
  }

  private static FieldChange change(Action action, String field, String... values) {
    return new FieldChange("/0/value", action, field, new FieldValue.Texts(List.of(values)));
  }

  private static AccountDetails details(Held held) {
    return assertInstanceOf(Held.OfAccount.class, held).details();
  }

  private List<String> names(String... types) {
    return value(principals.list(ADMIN, PageQuery.FIRST, List.of(types))).items().stream()
        .map(held ->
            switch (held) {
              case Held.OfAccount(var details) -> details.principal().account().login();
              case Held.OfDomain(var domain, _) -> domain.name().ascii();
              case Held.OfRole(var role) -> role.role().name();
              case Held.OfKey(var key) -> key.key().draft().name();
            })
        .toList();
  }
}
