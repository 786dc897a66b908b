package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Actor;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.store.api.outbox.AuditEntry;
import org.mailkeep.store.api.outbox.Outbox;

/// Networks that are blocked, allowed and banned are in the audit trail.
class NetworkAuditTest {
  private static final Actor BOSS = new Actor("boss", "password", "192.0.2.7");

  private final GuardFixture it = new GuardFixture();

  @Test
  void rulesAndBansAreToldOf() throws Exception {
    IpNetwork network = IpNetwork.parse("203.0.113.0/24").orElseThrow();
    BOSS.does(() -> {
      it.networks.add(rule(network, "spam"));
      it.networks.add(rule(network, "more spam"));
      it.networks.remove(network);
      it.networks.remove(network);
      return network;
    });
    it.networks.ban(
        InetAddress.getByName("198.51.100.9"), "guesses", Optional.of(Duration.ofDays(1)));
    List<AuditEntry> told = Outbox.audit(it.store, Instant.EPOCH, 10);
    assertEquals(
        List.of("boss create", "boss update", "boss delete", "system ban"),
        told.stream()
            .map(entry -> entry.actor().name() + " " + entry.change().operation())
            .toList());
    assertEquals("203.0.113.0/24", told.getFirst().change().name());
    assertEquals("spam", told.get(1).change().parts().getFirst().before());
    assertEquals("198.51.100.9", told.getLast().change().id());
  }

  private NetworkRule rule(IpNetwork network, String reason) {
    return new NetworkRule(
        network,
        NetworkRule.Kind.BLOCKED,
        NetworkRule.Source.ADDED,
        reason,
        "boss",
        it.clock.instant(),
        null);
  }
}
