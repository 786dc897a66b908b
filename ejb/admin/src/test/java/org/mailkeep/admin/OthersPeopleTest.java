package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.name;
import static org.mailkeep.admin.House.text;
import static org.mailkeep.admin.House.texts;
import static org.mailkeep.admin.House.value;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.FieldChange.Action;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Role;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.directory.api.foreign.Chain;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.directory.api.foreign.JoinedDirectory;

/// What a directory of others keeps is shown and never changed, whichever operation tries.
class OthersPeopleTest {
  private static final String JANE = OthersPeople.JANE;
  private static final String DOMAIN = OthersPeople.DOMAIN;

  /// Each field with values that are good, and some that would not be.
  private static final Map<String, List<FieldValue>> FIELDS =
      Map.ofEntries(
          Map.entry("type", List.of(new FieldValue.Text("individual"))),
          Map.entry("name", List.of(new FieldValue.Text("joan@dir.example"))),
          Map.entry("description", List.of(new FieldValue.Text("Joan"), new FieldValue.Nothing())),
          Map.entry("emails", List.of(new FieldValue.Texts(List.of("joan@dir.example")))),
          Map.entry(
              "secrets",
              List.of(
                  new FieldValue.Text("another secret"),
                  new FieldValue.Text("short"),
                  new FieldValue.Text("$app$phone$secret of the phone"),
                  new FieldValue.Text("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"))),
          Map.entry("roles", List.of(new FieldValue.Text("admin"), new FieldValue.Text("none"))),
          Map.entry("quota", List.of(new FieldValue.Whole(1_000), new FieldValue.Text("1g"))),
          Map.entry("messageQuota", List.of(new FieldValue.Whole(10))),
          Map.entry("enabled", List.of(new FieldValue.Flag(false))),
          Map.entry("members", List.of(new FieldValue.Text("joe@example.org"))),
          Map.entry("externalMembers", List.of(new FieldValue.Text("joe@example.net"))),
          Map.entry("owner", List.of(new FieldValue.Text("joe@example.org"))));

  private final House house = new House(OthersPeopleTest::joined);

  private static Registry joined(House house) {
    var parts =
        new ForeignDirectory.Parts(
            house.directory.ids(),
            house.passwords,
            House.RULES,
            Addressing.STANDARD,
            (_, reason) -> {
              throw new AssertionError(reason);
            },
            null);
    var others = new ForeignDirectory("ldap", new OthersPeople(), Set.of(), parts);
    List<Chain.Member> order =
        List.of(new Chain.Member("ldap", others), new Chain.Member("internal", house.directory));
    return new JoinedDirectory(
        house.directory, house.directory.ids(), new Chain(house.directory, order, Map.of()));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static <T> Outcome<T> kept(String what) {
    return new Outcome.Conflict<>(
        what + " belongs to the directory ldap, which is changed where it is kept");
  }

  private static void assertKept(String what, Outcome<?> outcome) {
    assertEquals(kept(what), outcome);
  }

  @Test
  void noFieldOfAnAccountIsChanged() {
    Principal before = value(house.accounts.show(ADMIN, JANE)).principal();
    assertEquals(new Principal.Keeper.Others("ldap", false), before.keeper());
    Set<String> all =
        AccountFields.OF_KIND.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    assertEquals(all, FIELDS.keySet(), "who adds a field adds a value");
    new TreeMap<>(FIELDS)
        .forEach((field, values) -> {
          for (FieldValue value : values) {
            for (Action action : Action.values()) {
              var change = new FieldChange("/" + field, action, field, value);
              assertKept("account " + JANE, house.accounts.update(ADMIN, JANE, List.of(change)));
              assertKept("account " + JANE, house.principals.update(ADMIN, JANE, List.of(change)));
            }
          }
        });
    String id = before.account().id().toString();
    assertKept("account " + JANE, house.accounts.update(ADMIN, id, List.of()));
    assertEquals(before, value(house.accounts.show(ADMIN, JANE)).principal());
    assertNothingIsTold();
  }

  private void assertNothingIsTold() {
    assertEquals(List.of(), house.events);
    assertEquals(List.of(), house.passwordChanges);
  }

  @Test
  void nobodyThereChangesTheirPasswordHere() {
    var id = value(house.accounts.show(ADMIN, JANE)).principal().account().id();
    var jane = new Caller(id, JANE, Role.USER.enabled());
    assertKept("account " + JANE, house.accounts.changeOwnPassword(jane, "another secret"));
    assertKept("account " + JANE, house.accounts.changeOwnPassword(jane, "short"));
    assertNothingIsTold();
  }

  @Test
  void nothingThereIsMadeOrRemoved() {
    house.account("joe@example.org");
    house.events.clear();
    assertKept("account " + JANE, house.accounts.delete(ADMIN, JANE));
    for (PrincipalKind kind : AccountFields.OF_KIND.keySet()) {
      var fields = List.of(text("type", kind.word()), name("new@" + DOMAIN));
      assertKept("account new@" + DOMAIN, house.principals.create(ADMIN, fields));
    }
    assertKept(
        "account eve",
        house.accounts.create(ADMIN, List.of(name("eve"), texts("emails", "eve@" + DOMAIN))));
    assertNothingIsTold();
    List<Outcome<String>> removed =
        house.principals.deleteAll(ADMIN, List.of(JANE, DOMAIN, "joe@example.org")).stream()
            .map(Principals.Result::outcome)
            .toList();
    assertEquals(
        List.of(
            kept("account " + JANE), kept("domain " + DOMAIN), new Outcome.Ok<>("joe@example.org")),
        removed);
    List<Outcome<String>> made =
        house
            .principals
            .createAll(ADMIN, List.of(List.of(name("x@" + DOMAIN)), List.of(name("joe"))))
            .stream()
            .map(result -> result.outcome().map(_ -> result.name()))
            .toList();
    assertEquals(List.of(kept("account x@" + DOMAIN), new Outcome.Created<>("joe")), made);
  }

  @Test
  void aDomainThereIsNotChanged() {
    var kept = "domain " + DOMAIN;
    assertKept(kept, house.domains.create(ADMIN, DOMAIN, ""));
    assertKept(kept, house.domains.create(ADMIN, DOMAIN, "", "example.org"));
    assertKept(kept, house.domains.delete(ADMIN, DOMAIN));
    for (DomainEdit edit :
        List.of(
            new DomainEdit("ours", null, null),
            new DomainEdit(null, "example.org", null),
            new DomainEdit(null, null, "acme"),
            new DomainEdit("ours", "example.org", "acme"))) {
      assertKept(kept, house.domains.update(ADMIN, DOMAIN, edit));
    }
    assertKept(kept, house.principals.update(ADMIN, DOMAIN, List.of(text("description", "ours"))));
    assertEquals(
        new Outcome.NotFound<>("domain missing.example"),
        house.domains.update(ADMIN, "missing.example", new DomainEdit("x", null, null)));
    assertNothingIsTold();
  }

  /// Their directory says which groups they are in, and would not know of it.
  @Test
  void nobodyThereIsMadeAMemberHere() {
    for (String jane : List.of(JANE, "jane+lists@" + DOMAIN)) {
      assertEquals(
          Outcome.invalid("/members", "must be the name or address of an entry here: " + jane),
          house.principals.create(
              ADMIN,
              List.of(text("type", "group"), name("staff@example.org"), texts("members", jane))));
    }
    value(
        house.principals.create(
            ADMIN,
            List.of(
                text("type", "list"), name("news@example.org"), texts("externalMembers", JANE))));
  }

  /// It would look as if it had the address, and mail would go elsewhere.
  @Test
  void anAccountOfOursGetsNoAddressThere() {
    house.account("joe@example.org");
    house.events.clear();
    var before = value(house.accounts.show(ADMIN, "joe@example.org")).principal();
    for (FieldChange change :
        List.of(
            texts("emails", "joe@example.org", "joe@" + DOMAIN),
            texts("emails", "@" + DOMAIN),
            name("joe@" + DOMAIN))) {
      assertKept(
          "account joe@example.org",
          house.accounts.update(ADMIN, "joe@example.org", List.of(change)));
    }
    assertEquals(before, value(house.accounts.show(ADMIN, "joe@example.org")).principal());
    assertNothingIsTold();
    value(
        house.accounts.update(
            ADMIN,
            "joe@example.org",
            List.of(texts("emails", "joe@example.org", "j@example.org"))));
    assertEquals(
        List.of("joe@example.org", "j@example.org"),
        value(house.accounts.show(ADMIN, "joe@example.org")).principal().claims().stream()
            .map(Claim::name)
            .toList());
  }
}
