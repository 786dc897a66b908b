package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.USER;
import static org.mailkeep.admin.House.value;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.ServerOperations.Reloaded;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.api.outbox.AuditChange;

class ServerOperationsTest {
  private static final ServerStatus STATUS =
      new ServerStatus(
          "1", List.of(), List.of(), List.of(), new ServerStatus.Index(0, Duration.ZERO));
  private final TwoCaches caches = new TwoCaches();
  private Reloaded reloaded = new Reloaded.InForce(List.of("store.rocksdb.path"));
  private final List<AuditChange> noted = new ArrayList<>();
  private final ServerOperations server =
      new ServerOperations(caches, () -> reloaded, () -> STATUS, noted::add);

  @Test
  void cachesAreListedAndCleared() {
    caches.one.put("a", 1);
    caches.two.put("b", 2);
    var states = value(server.caches(ADMIN));
    assertEquals(List.of("one", "two"), states.stream().map(state -> state.spec().name()).toList());
    assertEquals(1, states.getFirst().statistics().entries());
    assertEquals(List.of("one"), value(server.clearCaches(ADMIN, Optional.of("one"))));
    assertNull(caches.one.get("a"));
    assertEquals(2, caches.two.get("b"));
    assertEquals(List.of(AuditChange.of("clear", "cache", "", "one")), noted);
    assertEquals(List.of("one", "two"), value(server.clearCaches(ADMIN, Optional.empty())));
    assertNull(caches.two.get("b"));
    assertEquals(
        new Outcome.NotFound<List<String>>("cache three"),
        server.clearCaches(ADMIN, Optional.of("three")));
  }

  @Test
  void aReloadSaysWhatNeedsARestart() {
    assertEquals(List.of("store.rocksdb.path"), value(server.reload(ADMIN)));
    assertEquals(List.of(AuditChange.of("reload", "configuration", "", "mailkeep.toml")), noted);
  }

  @Test
  void aRefusedFileIsToldProblemByProblem() {
    reloaded = new Reloaded.Refused(List.of("mailkeep.toml:7: server.x: unknown key"));
    var error = new FieldError("mailkeep.toml", "mailkeep.toml:7: server.x: unknown key");
    assertEquals(new Outcome.Invalid<List<String>>(List.of(error)), server.reload(ADMIN));
  }

  @Test
  void eachOperationNeedsItsPermission() {
    House.assertNeeds(Permission.SERVER_STATUS, server.status(USER));
    House.assertNeeds(Permission.CACHE_LIST, server.caches(USER));
    House.assertNeeds(Permission.SERVER_RELOAD, server.reload(USER));
    House.assertNeeds(Permission.CACHE_DELETE, server.clearCaches(USER, Optional.empty()));
    assertInstanceOf(Outcome.Ok.class, server.status(ADMIN));
  }

  /// Two caches.
  private static final class TwoCaches implements NamedCaches {
    private static final Cache.Spec ONE = new Cache.Spec("one", 10, null);
    private static final Cache.Spec TWO = new Cache.Spec("two", 20, null);
    private final Cache.Factory factory = new PlainCaches(new TestClock());
    final Cache<String, Integer> one = factory.create(ONE);
    final Cache<String, Integer> two = factory.create(TWO);

    @Override
    public List<State> all() {
      return List.of(new State(ONE, one.statistics()), new State(TWO, two.statistics()));
    }

    @Override
    public boolean clear(String name) {
      switch (name) {
        case "one" -> one.clear();
        case "two" -> two.clear();
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}
