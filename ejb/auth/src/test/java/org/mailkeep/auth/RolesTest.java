package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.auth.Permission.EMAIL_SEND;
import static org.mailkeep.auth.Permission.IMAP_FETCH;
import static org.mailkeep.auth.Permission.QUEUE_GET;
import static org.mailkeep.auth.Permission.QUEUE_LIST;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The algebra of permissions.
class RolesTest {
  private static final List<Permission> ALL = List.of(Permission.values());

  private static Role role(String name, Set<Permission> on, Set<Permission> off, String... in) {
    return new Role(name, "", on, off, Set.of(in));
  }

  private final Roles roles =
      new Roles(
          List.of(
              role("reader", Set.of(IMAP_FETCH, QUEUE_LIST), Set.of()),
              role("sender", Set.of(EMAIL_SEND), Set.of()),
              role("both", Set.of(QUEUE_GET), Set.of(), "reader", "sender"),
              role("mute", Set.of(), Set.of(EMAIL_SEND), "both"),
              role("ring-a", Set.of(IMAP_FETCH), Set.of(), "ring-b"),
              role("ring-b", Set.of(QUEUE_GET), Set.of(), "ring-a", "nobody-knows")));

  @Test
  void severalRolesAllowWhatAnyOfThemDoes() {
    assertEquals(
        Set.of(IMAP_FETCH, QUEUE_LIST, EMAIL_SEND), roles.permissions(List.of("reader", "sender")));
    assertEquals(Set.of(), roles.permissions(List.of()));
    assertEquals(Set.of(), roles.permissions(List.of("nobody-knows")));
  }

  @Test
  void aRoleAllowsWhatTheRolesInItDo() {
    assertEquals(
        Set.of(IMAP_FETCH, QUEUE_LIST, EMAIL_SEND, QUEUE_GET), roles.permissions(List.of("both")));
  }

  @Test
  void whatOneForbidsNoOtherAllows() {
    assertFalse(roles.permissions(List.of("mute")).contains(EMAIL_SEND));
    assertFalse(roles.permissions(List.of("mute", "sender")).contains(EMAIL_SEND));
    assertTrue(roles.permissions(List.of("mute")).contains(IMAP_FETCH));
    assertEquals(
        Set.of(QUEUE_LIST),
        roles.permissions(List.of("reader"), Set.of(EMAIL_SEND), Set.of(EMAIL_SEND, IMAP_FETCH)));
  }

  @Test
  void rolesThatContainEachOtherAreCountedOnce() {
    assertEquals(Set.of(IMAP_FETCH, QUEUE_GET), roles.permissions(List.of("ring-a")));
    assertEquals(
        roles.permissions(List.of("ring-b")), roles.permissions(List.of("ring-a", "ring-b")));
  }

  @Test
  void circlesAreSeenBeforeTheyClose() {
    assertTrue(roles.isCircular("reader", List.of("reader")));
    assertTrue(roles.isCircular("reader", List.of("sender", "mute")));
    assertFalse(roles.isCircular("reader", List.of("sender")));
    assertFalse(roles.isCircular("new", List.of("mute", "ring-a")));
    assertEquals(List.of("both"), roles.containing("sender"));
  }

  @Test
  void whatWasWorkedOutIsKeptAndNobodyChangesIt() {
    Set<Permission> once = roles.permissions(List.of("sender", "reader"));
    assertSame(once, roles.permissions(List.of("reader", "sender")));
    assertThrows(UnsupportedOperationException.class, () -> once.add(QUEUE_GET));
    var caller = new Caller(GuardFixture.JANE.id(), "jane", once);
    assertTrue(caller.may(EMAIL_SEND));
    assertFalse(caller.may(QUEUE_GET));
  }

  /// Order does not matter, more roles never take away what no role forbids, and what a role
  /// forbids is never there.
  @Test
  void theLawsHoldForAnyRoles() {
    var random = new Random(20261128);
    for (int round = 0; round < 500; round++) {
      List<Role> made =
          IntStream.range(0, 8)
              .mapToObj(
                  i -> role("r" + i, some(random, 6), some(random, 2), "r" + random.nextInt(8)))
              .toList();
      var all = new Roles(made);
      var names = new ArrayList<>(all.names().subList(0, 1 + random.nextInt(7)));
      Set<Permission> before = all.permissions(names);
      Collections.shuffle(names, random);
      assertEquals(before, new Roles(made).permissions(names), "round " + round);
      var more = new ArrayList<>(names);
      more.add("r7");
      Set<Permission> after = all.permissions(more);
      var lost = EnumSet.noneOf(Permission.class);
      lost.addAll(before);
      lost.removeAll(after);
      for (Permission permission : lost) {
        assertTrue(made.stream().anyMatch(role -> role.disabled().contains(permission)));
      }
      for (String name : names) {
        all.find(name).orElseThrow().disabled().forEach(p -> assertFalse(before.contains(p)));
      }
    }
  }

  private static Set<Permission> some(Random random, int most) {
    var some = EnumSet.noneOf(Permission.class);
    for (int i = random.nextInt(most); i > 0; i--) {
      some.add(ALL.get(random.nextInt(ALL.size())));
    }
    return some;
  }

  @Test
  void theStandardRolesAreNestedInEachOther() {
    assertTrue(Role.ADMINISTRATOR.enabled().containsAll(Role.TENANT_ADMINISTRATOR.enabled()));
    assertTrue(Role.TENANT_ADMINISTRATOR.enabled().containsAll(Role.USER.enabled()));
    assertFalse(Role.TENANT_ADMINISTRATOR.enabled().contains(Permission.CROSS_TENANT));
    assertFalse(Role.TENANT_ADMINISTRATOR.enabled().contains(Permission.SERVER_RELOAD));
    assertFalse(Role.USER.enabled().contains(Permission.PRINCIPAL_LIST));
    assertEquals(EnumSet.allOf(Permission.class), Role.ADMINISTRATOR.enabled());
  }

  @Test
  void permissionsHaveNames() {
    for (Permission permission : Permission.values()) {
      assertEquals(permission, Permission.named(permission.text()).orElseThrow());
      assertTrue(permission.description().endsWith("."), permission.text());
    }
    assertTrue(Permission.named("IMAP_FETCH").isEmpty());
  }
}
