package org.mailkeep.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.settings.Configuration;

final class ResolverSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "udp://192.0.2.1, udp://192.0.2.1:53",
    "tcp://192.0.2.1:5353, tcp://192.0.2.1:5353",
    "tls://192.0.2.1, tls://192.0.2.1:853",
    "udp://[2001:db8::1]:54, udp://[2001:db8:0:0:0:0:0:1]:54",
  })
  void nameServersAreRead(String text, String printed) {
    assertEquals(Optional.of(printed), NameServer.parse(text).map(NameServer::toString));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2.1",
        "udp://ns.example.org",
        "udp://192.0.2.1:0",
        "udp://192.0.2.1:99999",
        "http://192.0.2.1",
        "udp://999.0.2.1"
      })
  void anythingElseIsNoNameServer(String text) {
    assertEquals(Optional.empty(), NameServer.parse(text));
  }

  @Test
  void customServersAndLimitsAreRead() {
    ResolverRules rules =
        rules(
            """
            [resolver]
            type = "custom"
            custom = ["udp://127.0.0.1:5300", "tcp://127.0.0.2"]
            timeout = "3s"
            attempts = 4
            concurrency = 1
            try-tcp-on-error = false
            edns = false
            """);
    assertEquals("[udp://127.0.0.1:5300, tcp://127.0.0.2:53]", rules.servers().toString());
    assertEquals(Duration.ofSeconds(3), rules.timeout());
    assertEquals(4, rules.attempts());
    assertEquals(1, rules.concurrency());
    assertFalse(rules.tcpOnError());
    assertFalse(rules.edns());
  }

  @ParameterizedTest
  @CsvSource({
    "cloudflare, udp://1.1.1.1:53",
    "cloudflare-tls, tls://1.1.1.1:853",
    "quad9, udp://9.9.9.9:53",
    "quad9-tls, tls://9.9.9.9:853",
    "google, udp://8.8.8.8:53",
  })
  void publicServicesAreKnown(String type, String first) {
    ResolverRules rules = rules("resolver.type = \"" + type + "\"");
    assertEquals(first, rules.servers().getFirst().toString());
  }

  @Test
  void theMachineHasAlwaysOne() {
    assertFalse(rules("").servers().isEmpty());
  }

  @Test
  void withoutAServerThereAreNoRules() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ResolverRules(List.of(), Duration.ofSeconds(1), 1, 1, true, true));
  }

  private static ResolverRules rules(String toml) {
    return ResolverSettings.rules(Configuration.of(toml, ResolverSettings.class));
  }
}
