package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.USER;
import static org.mailkeep.admin.House.value;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.NetworkOperations.Draft;
import org.mailkeep.auth.NetworkRule;
import org.mailkeep.auth.Networks;
import org.mailkeep.auth.Permission;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.SecurityEvent;

class NetworkOperationsTest {
  private static final InetAddress INSIDE = InetAddress.ofLiteral("192.0.2.1");

  private final TestClock clock = new TestClock();
  private final FailingBackend backend = new FailingBackend(new MemoryBackend());
  private final List<IpNetwork> forgiven = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final Networks networks =
      new Networks(new DataStore(backend), events::add, clock, Thread.ofVirtual().factory());
  private final NetworkOperations operations =
      new NetworkOperations(networks, forgiven::add, events::add, clock);

  @Test
  void aNetworkIsBlockedForAWhileAndListed() {
    NetworkRule rule =
        value(operations.add(ADMIN, new Draft("192.0.2.9/24", "blocked", "spam", "2h")));
    assertEquals("192.0.2.0/24", rule.network().toString());
    assertEquals(clock.instant().plus(Duration.ofHours(2)), rule.until());
    assertEquals(ADMIN.login(), rule.by());
    assertTrue(networks.blocking(INSIDE).isPresent());
    assertEquals(List.of(rule), value(operations.list(ADMIN)));
    assertEquals(
        List.of(new SecurityEvent.NetworkAdded("192.0.2.0/24", "blocked", "spam", ADMIN.login())),
        events);
    clock.pass(Duration.ofHours(2));
    assertFalse(networks.blocking(INSIDE).isPresent());
  }

  @Test
  void itIsRemovedByAnySpelling() {
    value(operations.add(ADMIN, new Draft("192.0.2.0/24", "blocked", "", "")));
    assertEquals("192.0.2.0/24", value(operations.remove(ADMIN, "192.0.2.7/24")).network() + "");
    assertFalse(networks.blocking(INSIDE).isPresent());
    assertEquals(
        new SecurityEvent.NetworkRemoved("192.0.2.0/24", "blocked", ADMIN.login()),
        events.getLast());
    assertEquals(
        new Outcome.NotFound<NetworkRule>("network 192.0.2.0/24"),
        operations.remove(ADMIN, "192.0.2.0/24"));
    assertEquals(new Outcome.NotFound<NetworkRule>("network x"), operations.remove(ADMIN, "x"));
  }

  @Test
  void whoseBanIsEndedIsForgiven() {
    IpNetwork address = IpNetwork.parse("192.0.2.1").orElseThrow();
    var source = NetworkRule.Source.BAN;
    networks.add(
        new NetworkRule(
            address, NetworkRule.Kind.BLOCKED, source, "", "server", clock.instant(), null));
    value(operations.remove(ADMIN, "192.0.2.1"));
    assertEquals(List.of(address), forgiven);
    value(operations.add(ADMIN, new Draft("192.0.2.1", "blocked", "", "")));
    value(operations.remove(ADMIN, "192.0.2.1"));
    assertEquals(List.of(address), forgiven, "who was blocked by hand did nothing");
  }

  @Test
  void eachMistakeIsTold() {
    var outcome = operations.add(ADMIN, new Draft("somewhere", "grey", "x".repeat(300), "soon"));
    var errors = assertInstanceOf(Outcome.Invalid.class, outcome).errors();
    assertEquals(4, errors.size());
    var wide = operations.add(ADMIN, new Draft("0.0.0.0/0", "blocked", "", ""));
    assertInstanceOf(Outcome.Invalid.class, wide);
    assertEquals(List.of(), events);
  }

  @Test
  void aStoreThatFailsIsATemporaryFailure() {
    backend.failWrites(FailingBackend::unavailable);
    assertInstanceOf(
        Outcome.Unavailable.class,
        operations.add(ADMIN, new Draft("192.0.2.1", "blocked", "", "")));
    assertFalse(networks.blocking(INSIDE).isPresent());
  }

  @Test
  void eachOperationNeedsItsPermission() {
    House.assertNeeds(Permission.NETWORK_LIST, operations.list(USER));
    House.assertNeeds(Permission.NETWORK_DELETE, operations.remove(USER, "x"));
    House.assertNeeds(Permission.NETWORK_CREATE, operations.add(USER, new Draft("x", "", "", "")));
  }
}
