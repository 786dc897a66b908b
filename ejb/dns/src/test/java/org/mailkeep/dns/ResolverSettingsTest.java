package org.mailkeep.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.SettingsCatalogue;
import org.mailkeep.settings.Sources;

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
    "google-tls, tls://8.8.8.8:853",
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

  @ParameterizedTest
  @ValueSource(strings = {"txt", "mx", "ipv4", "ipv6", "ptr", "tlsa", "rbl"})
  void sizesAreReadInBothSpellings(String kind) {
    for (String line : List.of("cache.resolver.%s.size = 7", "resolver.cache.%s = 7")) {
      var entries = new HashMap<String, Long>();
      ResolverSettings.caches(
          Configuration.of(line.formatted(kind), ResolverSettings.class), noting(entries));
      assertEquals(7L, entries.remove("resolver." + kind), line);
      assertEquals(Set.of(1024L), Set.copyOf(entries.values()));
    }
  }

  private static Cache.Factory noting(Map<String, Long> entries) {
    var plain = new PlainCaches(InstantSource.system());
    return new Cache.Factory() {
      @Override
      public <K, V> Cache<K, V> create(Cache.Spec spec) {
        entries.put(spec.name(), spec.entries());
        return plain.create(spec);
      }
    };
  }

  @Test
  void sizesInBytesAreRefusedAndTheOtherKeyIsNamed() {
    String problem = refused("cache.dns.mx.size = 5242880");
    assertTrue(problem.contains("cache.dns.mx.size"), problem);
    assertTrue(problem.contains("counts bytes"), problem);
    assertTrue(problem.contains("cache.resolver.<kind>.size"), problem);
  }

  @Test
  void proofIsOffUnlessAskedFor() {
    assertEquals(Optional.empty(), answers("").validation());
    assertTrue(answers("").aliases());
    assertFalse(answers("resolver.preserve-intermediates = false").aliases());
  }

  @Test
  void proofBeginsAtTheRootOrWhereTheFileSays() {
    String root = answers("resolver.dnssec.enable = true").validation().orElseThrow().anchors();
    assertEquals(2, AnswerRules.anchors(root).size());
    String own = "example.org. IN DS 1 13 2 " + "ab".repeat(32);
    String toml = "resolver.dnssec.enable = true\nresolver.dnssec.trust-anchor = \"" + own + "\"";
    assertEquals(own, answers(toml).validation().orElseThrow().anchors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "example.org. 60 IN A 192.0.2.1", ""})
  void whatIsNoTrustAnchorIsRefused(String text) {
    String problem = refused("resolver.dnssec.trust-anchor = \"" + text + "\"");
    assertTrue(problem.contains("resolver.dnssec.trust-anchor"), problem);
    assertThrows(
        IllegalArgumentException.class,
        () -> new AnswerRules.Validation(text, InstantSource.system()));
  }

  @Test
  void answersServeForADayAfterTheirTimeOrAsTheFileSays() {
    assertEquals(
        new KeepingRules(Duration.ofDays(1), Duration.ofMillis(1_800)),
        ResolverSettings.keeping(configuration("")));
    assertEquals(
        new KeepingRules(Duration.ZERO, Duration.ofSeconds(1)),
        ResolverSettings.keeping(
            configuration("resolver.stale.max-age = false\nresolver.stale.wait = \"1s\"")));
  }

  private static String refused(String toml) {
    var reader =
        new ConfigurationReader(SettingsCatalogue.of(ResolverSettings.class), Sources.none());
    var refused =
        assertInstanceOf(ConfigurationReader.Refused.class, reader.read("test.toml", toml));
    return refused.problems().toString();
  }

  private static Configuration configuration(String toml) {
    return Configuration.of(toml, ResolverSettings.class);
  }

  private static AnswerRules answers(String toml) {
    return ResolverSettings.answers(configuration(toml), InstantSource.system());
  }

  private static ResolverRules rules(String toml) {
    return ResolverSettings.rules(Configuration.of(toml, ResolverSettings.class));
  }
}
