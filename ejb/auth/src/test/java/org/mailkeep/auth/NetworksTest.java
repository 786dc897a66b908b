package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.auth.GuardFixture.at;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

final class NetworksTest {
  private final GuardFixture fixture = new GuardFixture();
  private final Networks networks = fixture.networks;

  @Test
  void whatIsAddedHoldsAtOnceAndAfterARestart() {
    networks.add(rule("192.0.2.77/24", NetworkRule.Kind.BLOCKED, null));
    assertTrue(networks.blocking(at("192.0.2.1")).isPresent());
    assertFalse(networks.blocking(at("192.0.3.1")).isPresent());
    Networks restarted = fixture.node();
    restarted.read();
    assertEquals(
        networks.blocking(at("192.0.2.1")).orElseThrow(),
        restarted.blocking(at("192.0.2.1")).orElseThrow());
    assertEquals(networks.all(), restarted.all());
  }

  @Test
  void otherNodesSeeItAfterAWhile() throws InterruptedException {
    Networks other = fixture.node();
    other.read();
    networks.add(rule("192.0.2.1", NetworkRule.Kind.BLOCKED, null));
    assertFalse(other.blocking(at("192.0.2.1")).isPresent());
    fixture.clock.pass(Networks.FRESH);
    assertSoon(other, "192.0.2.1", true);
    networks.remove(network("192.0.2.1"));
    fixture.clock.pass(Networks.FRESH);
    assertSoon(other, "192.0.2.1", false);
  }

  private static void assertSoon(Networks networks, String address, boolean blocked)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (networks.blocking(at(address)).isPresent() != blocked && System.nanoTime() < end) {
      Thread.sleep(2);
    }
    assertEquals(blocked, networks.blocking(at(address)).isPresent());
  }

  @Test
  void whatIsAllowedIsNeverBlocked() {
    networks.add(rule("192.0.2.0/24", NetworkRule.Kind.BLOCKED, null));
    networks.add(rule("192.0.2.128/25", NetworkRule.Kind.ALLOWED, null));
    assertTrue(networks.blocking(at("192.0.2.1")).isPresent());
    assertFalse(networks.blocking(at("192.0.2.200")).isPresent());
    networks.ban(at("192.0.2.200"), "guesses", Optional.empty());
    assertEquals(2, networks.all().size(), "what is allowed is not banned");
  }

  @Test
  void whatIsOverGoesFromTheStoreToo() {
    Instant end = fixture.clock.instant().plusSeconds(60);
    networks.add(rule("192.0.2.1", NetworkRule.Kind.BLOCKED, end));
    networks.add(rule("192.0.2.2", NetworkRule.Kind.BLOCKED, null));
    fixture.clock.pass(Duration.ofSeconds(60));
    assertFalse(networks.blocking(at("192.0.2.1")).isPresent());
    networks.read();
    assertEquals(1, fixture.store.scan(Subspace.AUTH, Range.all(), Direction.UP, 10).size());
    assertEquals(1, networks.count(NetworkRule.Kind.BLOCKED));
  }

  @Test
  void theFilesOwnAreListedWithTheOthersAndWin() {
    networks.add(rule("192.0.2.1", NetworkRule.Kind.BLOCKED, null));
    networks.use(
        AuthSettings.networks(
            Configuration.of(
                """
                server.blocked-ip."198.51.100.0/24" = "spam"
                server.security.blocked-networks = ["203.0.113.0/24"]
                server.allowed-ip."192.0.2.1" = "office"
                """,
                AuthSettings.class),
            Instant.EPOCH));
    assertFalse(networks.blocking(at("192.0.2.1")).isPresent());
    assertEquals("spam", networks.blocking(at("198.51.100.9")).orElseThrow().reason());
    assertTrue(networks.blocking(at("203.0.113.9")).isPresent());
    assertEquals(
        List.of("192.0.2.1 allowed", "198.51.100.0/24 blocked", "203.0.113.0/24 blocked"),
        networks.all().stream().map(r -> r.network() + " " + r.kind().text()).toList());
    networks.use(List.of());
    assertTrue(networks.blocking(at("192.0.2.1")).isPresent());
  }

  @Test
  void ipv6IsBannedByItsNetwork() {
    networks.ban(at("2001:db8::1"), "guesses", Optional.of(Duration.ofHours(1)));
    assertTrue(networks.blocking(at("2001:db8::ffff")).isPresent());
    assertFalse(networks.blocking(at("2001:db8:0:1::1")).isPresent());
    assertFalse(networks.blocking(at("192.0.2.1")).isPresent());
    assertEquals("2001:db8:0:0:0:0:0:0/64", networks.all().getFirst().network().toString());
  }

  private NetworkRule rule(String network, NetworkRule.Kind kind, @Nullable Instant until) {
    return new NetworkRule(
        network(network),
        kind,
        NetworkRule.Source.ADDED,
        "",
        "admin",
        fixture.clock.instant(),
        until);
  }

  private static IpNetwork network(String text) {
    return IpNetwork.parse(text).orElseThrow();
  }
}
