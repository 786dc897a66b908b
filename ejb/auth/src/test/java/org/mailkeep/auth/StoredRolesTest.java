package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.auth.Permission.IMAP_FETCH;
import static org.mailkeep.auth.Permission.QUEUE_GET;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.auth.StoredRoles.Result;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.contract.FailingBackend;

@Timeout(60)
class StoredRolesTest {
  private final AccessFixture fixture = new AccessFixture();
  private final StoredRoles roles = fixture.roles;

  private static Role role(String name, String... contained) {
    return new Role(name, "", Set.of(IMAP_FETCH), Set.of(), Set.of(contained));
  }

  private StoredRole made(Role role) {
    return assertInstanceOf(Result.Done.class, roles.create(role)).role();
  }

  private static void assertRefused(String detail, Result result) {
    assertEquals(new Result.Refused(detail), result);
  }

  @Test
  void aRoleKeepsItsIdAndHoldsAtOnceAndAfterARestart() {
    var draft = new Role("desk", "Help", Set.of(QUEUE_GET), Set.of(IMAP_FETCH), Set.of("user"));
    StoredRole made = made(draft);
    assertEquals(draft, roles.now().find("desk").orElseThrow());
    assertFalse(roles.now().permissions(Set.of("desk")).contains(IMAP_FETCH));
    var changed =
        assertInstanceOf(Result.Done.class, roles.update(made.id(), _ -> role("desk"))).role();
    assertEquals(made.id(), changed.id());
    assertEquals(made.created(), changed.created());
    StoredRoles restarted = fixture.node();
    restarted.read();
    assertEquals(List.of(changed), restarted.all());
    assertEquals(Set.of(IMAP_FETCH), restarted.now().permissions(Set.of("desk")));
  }

  @Test
  void namesAreThereOnceAndStay() {
    StoredRole made = made(role("desk"));
    assertRefused("role desk exists already", roles.create(role("desk")));
    assertRefused("role admin exists already", roles.create(role("admin")));
    assertRefused(
        "a role keeps its name, since others refer to it",
        roles.update(made.id(), _ -> role("other")));
    assertEquals(new Result.Unknown(), roles.update(new AccountId(77), _ -> role("desk")));
    assertEquals(new Result.Unknown(), roles.delete(new AccountId(77)));
  }

  @Test
  void circlesAndWhatIsNotThereAreRefused() {
    StoredRole a = made(role("a"));
    made(role("b", "a"));
    made(role("c", "b"));
    assertRefused("role a would contain itself", roles.update(a.id(), _ -> role("a", "c")));
    assertRefused("role a would contain itself", roles.update(a.id(), _ -> role("a", "a")));
    assertRefused("there is no role ghost", roles.create(role("d", "ghost")));
    assertRefused("role a is in b", roles.delete(a.id()));
    assertEquals(3, roles.all().size());
  }

  @Test
  void twoChangesAtOnceCloseNoCircle() throws Exception {
    StoredRole a = made(role("a"));
    StoredRole b = made(role("b"));
    StoredRoles other = fixture.node();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 50; round++) {
        Callable<Result> one = () -> roles.update(a.id(), _ -> role("a", "b"));
        Callable<Result> two = () -> other.update(b.id(), _ -> role("b", "a"));
        List<Future<Result>> both = threads.invokeAll(List.of(one, two));
        long done = both.stream().filter(each -> each.resultNow() instanceof Result.Done).count();
        assertEquals(1, done, "round " + round);
        roles.update(a.id(), _ -> role("a"));
        roles.update(b.id(), _ -> role("b"));
      }
    }
  }

  @Test
  void thereAreNoMoreThanTheSettingAllows() {
    for (int i = 0; i < AccessFixture.MOST; i++) {
      made(role("r" + i));
    }
    assertRefused("there are 6 roles, the most that may be", roles.create(role("more")));
    roles.delete(roles.all().getFirst().id());
    made(role("more"));
  }

  @Test
  void otherNodesSeeItAfterAWhile() throws Exception {
    StoredRoles other = fixture.node();
    other.read();
    long before = other.version();
    made(role("desk"));
    assertFalse(other.now().has("desk"));
    fixture.clock.pass(StoredRoles.FRESH);
    await(() -> other.now().has("desk"));
    assertNotEquals(before, other.version());
  }

  @Test
  void thatOtherAccountsHoldThemIsSeenElsewhereToo() throws Exception {
    StoredRoles other = fixture.node();
    other.read();
    long before = other.version();
    long here = roles.version();
    roles.touch();
    assertNotEquals(here, roles.version());
    fixture.clock.pass(StoredRoles.FRESH);
    await(() -> other.version() != before);
  }

  @Test
  void whileTheStoreIsAwayWhatWasKnownHolds() throws Exception {
    made(role("desk"));
    fixture.backend.failAll(FailingBackend::unavailable);
    fixture.clock.pass(StoredRoles.FRESH);
    assertTrue(roles.now().has("desk"));
    Thread.sleep(Duration.ofMillis(20));
    assertTrue(roles.now().has("desk"));
    roles.touch();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(2);
    }
    assertTrue(condition.getAsBoolean());
  }
}
