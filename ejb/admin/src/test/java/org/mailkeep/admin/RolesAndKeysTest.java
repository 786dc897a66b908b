package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.name;
import static org.mailkeep.admin.House.text;
import static org.mailkeep.admin.House.texts;
import static org.mailkeep.admin.House.value;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.FieldChange.Action;
import org.mailkeep.admin.Principals.Held;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.telemetry.DirectoryEvent;

/// Roles and keys of the API, as any interface manages them.
class RolesAndKeysTest {
  private static final FieldChange ROLE = text("type", "role");
  private static final FieldChange KEY = text("type", "api-key");
  private final House house = new House();
  private final Principals principals = house.principals;

  @AfterEach
  void close() {
    house.close();
  }

  private RoleDetails role(FieldChange... changes) {
    var all = new ArrayList<>(List.of(ROLE));
    all.addAll(List.of(changes));
    return ((Held.OfRole) value(principals.create(ADMIN, all))).details();
  }

  private ApiKeyDetails key(FieldChange... changes) {
    var all = new ArrayList<>(List.of(KEY));
    all.addAll(List.of(changes));
    return ((Held.OfKey) value(principals.create(ADMIN, all))).details();
  }

  private static Caller with(Permission... permissions) {
    return new Caller(new AccountId(555), "some", Set.of(permissions));
  }

  @Test
  void aRoleLivesFromItsCreationToItsRemoval() {
    RoleDetails desk =
        role(
            name("desk"),
            text("description", "Helps people"),
            texts("enabledPermissions", "queue-list", "queue-get"),
            texts("disabledPermissions", "email-send"),
            texts("roles", "user"));
    assertTrue(desk.permissions().contains(Permission.QUEUE_LIST));
    assertTrue(desk.permissions().contains(Permission.IMAP_FETCH));
    assertFalse(desk.permissions().contains(Permission.EMAIL_SEND));
    assertNotNull(desk.id());
    assertEquals(new DirectoryEvent.Created("role", "desk", "boss"), house.events.getLast());
    var change =
        new FieldChange(
            "/0", Action.REMOVE_ITEM, "enabledPermissions", new FieldValue.Text("queue-get"));
    var changed =
        ((Held.OfRole) value(principals.update(ADMIN, desk.id().value() + "", List.of(change))))
            .details();
    assertEquals(Set.of(Permission.QUEUE_LIST), changed.role().enabled());
    assertEquals(
        new DirectoryEvent.Changed("role", "desk", "boss", "enabledPermissions"),
        house.events.getLast());
    assertEquals(new Held.OfRole(changed), value(principals.show(ADMIN, "desk")));
    assertEquals("desk", value(principals.delete(ADMIN, "desk")));
    assertEquals(new DirectoryEvent.Deleted("role", "desk", "boss"), house.events.getLast());
    assertEquals(new Outcome.NotFound<>("account desk"), principals.show(ADMIN, "desk"));
  }

  @Test
  void rolesAreListedWithThoseOfEveryServer() {
    role(name("desk"));
    var page = value(principals.list(ADMIN, PageQuery.FIRST, List.of("role")));
    assertEquals(
        List.of("admin", "desk", "tenant-admin", "user"),
        page.items().stream().map(held -> ((Held.OfRole) held).details().role().name()).toList());
    assertEquals(4, page.total());
    var second = value(principals.list(ADMIN, new PageQuery("", "admin", 1, 1), List.of("role")));
    assertEquals("desk", second.next());
    assertInstanceOf(
        Outcome.Invalid.class, principals.list(ADMIN, PageQuery.FIRST, List.of("role", "group")));
  }

  @Test
  void nonsenseIsToldFieldByField() {
    var outcome =
        principals.create(
            ADMIN,
            List.of(
                ROLE,
                name("Not A Name"),
                texts("enabledPermissions", "imap-fetch", "imap-fly"),
                text("colour", "red"),
                FieldChange.set("roles", new FieldValue.Flag(true))));
    assertEquals(
        List.of(
            new FieldError(
                "/name",
                "must have 1 to 64 small letters, digits, dots, hyphens and underscores, and not be"
                    + " a number"),
            new FieldError("/enabledPermissions", "is not a permission: imap-fly"),
            new FieldError("/colour", "is not a field of a role: colour"),
            new FieldError("/roles", "must be a text or a list of texts")),
        ((Outcome.Invalid<Held>) outcome).errors());
    assertEquals(
        Outcome.invalid("/name", "must be there"), principals.create(ADMIN, List.of(ROLE)));
    assertEquals(
        new Outcome.Conflict<>("there is no role ghost"),
        principals.create(ADMIN, List.of(ROLE, name("x"), texts("roles", "ghost"))));
    assertEquals(
        new Outcome.Conflict<>("role user is the same on every server"),
        principals.update(ADMIN, "user", List.of(text("description", "x"))));
  }

  @Test
  void whatIsHeldStays() {
    role(name("desk"));
    house.account("jane@example.org");
    value(house.accounts.update(ADMIN, "jane@example.org", List.of(texts("roles", "desk"))));
    assertEquals(
        new Outcome.Conflict<>("role desk is held by jane@example.org"),
        principals.delete(ADMIN, "desk"));
    value(house.accounts.update(ADMIN, "jane@example.org", List.of(texts("roles", "user"))));
    key(name("k"), texts("roles", "desk"));
    assertEquals(
        new Outcome.Conflict<>("role desk is held by key k"), principals.delete(ADMIN, "desk"));
  }

  @Test
  void nobodyGivesAwayWhatTheyDoNotHave() {
    Caller some =
        with(
            Permission.ROLE_CREATE,
            Permission.ROLE_UPDATE,
            Permission.API_KEY_CREATE,
            Permission.CROSS_TENANT,
            Permission.QUEUE_LIST);
    var given = texts("enabledPermissions", "queue-list", "queue-delete");
    House.assertNeeds(
        Permission.QUEUE_DELETE, principals.create(some, List.of(ROLE, name("r"), given)));
    House.assertNeeds(
        Permission.QUEUE_DELETE, principals.create(some, List.of(KEY, name("k"), given)));
    assertInstanceOf(
        Outcome.Forbidden.class,
        principals.create(some, List.of(KEY, name("k"), texts("roles", "admin"))));
    assertInstanceOf(
        Outcome.Forbidden.class,
        principals.create(some, List.of(ROLE, name("r"), texts("roles", "user"))));
    role(name("mute"), texts("disabledPermissions", "queue-get"));
    House.assertNeeds(
        Permission.QUEUE_GET,
        principals.update(some, "mute", List.of(texts("disabledPermissions"))));
    value(
        principals.create(
            some, List.of(ROLE, name("r"), texts("enabledPermissions", "queue-list"))));
  }

  @Test
  void nobodyLocksThemselvesOut() {
    role(name("half"), texts("enabledPermissions", "role-update", "queue-list"));
    AccountDetails jane = house.account("jane@example.org");
    value(house.accounts.update(ADMIN, "jane@example.org", List.of(texts("roles", "half"))));
    var self =
        new Caller(
            jane.principal().account().id(), "jane@example.org", EnumSet.allOf(Permission.class));
    assertEquals(
        new Outcome.Conflict<>("nobody can take rights away from their own account"),
        principals.update(self, "half", List.of(texts("enabledPermissions", "role-update"))));
    value(principals.update(self, "half", List.of(text("description", "half of it"))));
  }

  @Test
  void aKeyIsShownOnceAndLivesOn() {
    ApiKeyDetails made =
        key(
            name("backup"),
            text("expires", "2030-01-31T00:00:00+01:00"),
            texts("allowedIps", "192.0.2.7/24", "2001:db8::1"),
            texts("enabledPermissions", "store-export"));
    assertNotNull(made.secret());
    assertFalse(made.toString().contains(made.secret()));
    String id = made.key().id().value() + "";
    var shown = ((Held.OfKey) value(principals.show(ADMIN, id))).details();
    assertNull(shown.secret());
    assertEquals("2030-01-30T23:00:00Z", String.valueOf(shown.key().draft().expires()));
    assertEquals("192.0.2.0/24", shown.key().draft().networks().getFirst().toString());
    assertEquals(Set.of(Permission.STORE_EXPORT), shown.permissions());
    value(principals.update(ADMIN, "backup", List.of(name("copy"))));
    assertEquals(
        new DirectoryEvent.Changed("api-key", "backup", "boss", "name"), house.events.getLast());
    assertInstanceOf(Outcome.NotFound.class, principals.show(ADMIN, "backup"));
    var never = FieldChange.set("expires", new FieldValue.Nothing());
    var changed = ((Held.OfKey) value(principals.update(ADMIN, "copy", List.of(never)))).details();
    assertNull(changed.key().draft().expires());
    value(principals.delete(ADMIN, "copy"));
    assertInstanceOf(Outcome.NotFound.class, principals.show(ADMIN, id));
  }

  @Test
  void nonsenseInAKeyIsToldFieldByField() {
    var outcome =
        principals.create(
            ADMIN,
            List.of(
                KEY,
                name("4711"),
                text("expires", "tomorrow"),
                texts("allowedIps", "here"),
                texts("roles", "king"),
                text("secret", "x")));
    assertEquals(
        List.of(
            new FieldError(
                "/name", "must have 1 to 255 characters, no slashes, and not be a number"),
            new FieldError("/expires", "must be a time such as 2027-01-31T00:00:00Z, or null"),
            new FieldError("/allowedIps", "is not an address or a network: here"),
            new FieldError("/roles", "must be one of [admin, tenant-admin, user]: king"),
            new FieldError("/secret", "is not a field of a key: secret")),
        ((Outcome.Invalid<Held>) outcome).errors());
    assertEquals(
        Outcome.invalid("/expires", "must be in the future"),
        principals.create(ADMIN, List.of(KEY, name("k"), text("expires", "2001-01-01T00:00:00Z"))));
  }

  @Test
  void eachOperationNeedsItsPermission() {
    role(name("desk"));
    key(name("k"));
    Caller nobody = House.nobody();
    House.assertNeeds(
        Permission.ROLE_LIST, principals.list(nobody, PageQuery.FIRST, List.of("role")));
    House.assertNeeds(
        Permission.API_KEY_LIST, principals.list(nobody, PageQuery.FIRST, List.of("api-key")));
    House.assertNeeds(Permission.ROLE_CREATE, principals.create(nobody, List.of(ROLE)));
    House.assertNeeds(Permission.API_KEY_CREATE, principals.create(nobody, List.of(KEY)));
    Caller reader = with(Permission.PRINCIPAL_GET, Permission.DOMAIN_GET, Permission.API_KEY_GET);
    House.assertNeeds(Permission.ROLE_GET, principals.show(reader, "desk"));
    Caller editor =
        with(
            Permission.PRINCIPAL_UPDATE,
            Permission.DOMAIN_GET,
            Permission.ROLE_UPDATE,
            Permission.CROSS_TENANT);
    House.assertNeeds(Permission.API_KEY_UPDATE, principals.update(editor, "k", List.of()));
    Caller remover =
        with(Permission.PRINCIPAL_DELETE, Permission.DOMAIN_DELETE, Permission.API_KEY_DELETE);
    House.assertNeeds(Permission.ROLE_DELETE, principals.delete(remover, "desk"));
  }

  @Test
  void aStoreThatIsAwayIsATemporaryFailure() {
    house.backend.failAll(FailingBackend::unavailable);
    assertInstanceOf(
        Outcome.Unavailable.class, principals.list(ADMIN, PageQuery.FIRST, List.of("role")));
    assertInstanceOf(Outcome.Unavailable.class, principals.create(ADMIN, List.of(KEY, name("k"))));
    assertEquals(Role.USER.enabled(), house.authority.roles().permissions(List.of("user")));
  }
}
