package org.mailkeep.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.servers.BindServer;

/// Look-ups at a real name server, with a zone that is signed and one that is not.
@Tag("servers")
final class BindTest {
  private static final String RECORDS =
      """
      @ MX 10 mx
      @ TXT "v=spf1 ip4:127.0.0.1 -all"
      mx A 127.0.0.1
      mx AAAA ::1
      _25._tcp.mx TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      alias CNAME mx
      """;

  private static final DomainName SIGNED = DomainName.of("signed.example");
  private static final DomainName PLAIN = DomainName.of("plain.example");

  private BindServer bind;
  private Instant now = InstantSource.system().instant();

  @BeforeEach
  void start() throws IOException {
    var texts = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      texts.append("large TXT \"" + i + "x".repeat(200) + "\"\n");
    }
    bind =
        BindServer.started(
            Map.of("signed.example", RECORDS, "plain.example", RECORDS + texts),
            List.of("signed.example"));
  }

  @AfterEach
  void close() throws IOException {
    bind.close();
  }

  @Test
  void whatIsSignedIsProven() throws IOException {
    Resolver resolver = proving();
    assertProven(List.of(new Mx(10, DomainName.of("mx.signed.example"))), resolver.mx(SIGNED));
    DomainName mx = DomainName.of("mx.signed.example");
    assertProven(List.of(InetAddress.ofLiteral("127.0.0.1")), resolver.ipv4(mx));
    assertProven(List.of(InetAddress.ofLiteral("::1")), resolver.ipv6(mx));
    var tlsa = resolver.tlsa(DomainName.of("_25._tcp.mx.signed.example"));
    assertTrue(assertInstanceOf(Answer.Records.class, tlsa).authentic());
    var alias = resolver.ipv4(DomainName.of("alias.signed.example"));
    var records = assertInstanceOf(Answer.Records.class, alias);
    assertTrue(records.authentic());
    assertEquals(List.of(mx), records.aliases());
  }

  @Test
  void noIsProvenToo() throws IOException {
    Resolver resolver = proving();
    var nothing = resolver.ipv4(DomainName.of("nobody.signed.example"));
    assertEquals(new Answer.NxDomain<>(Duration.ofSeconds(60)), nothing);
    assertEquals(new Answer.NoData<>(Duration.ofSeconds(60)), resolver.ipv4(SIGNED));
  }

  @Test
  void whatLiesBelowNoAnchorIsTakenUnproven() throws IOException {
    var records = assertInstanceOf(Answer.Records.class, proving().mx(PLAIN));
    assertFalse(records.authentic());
  }

  @Test
  void aSignatureThatWasChangedIsATemporaryFailure() throws IOException {
    bind.stop();
    bind.spoil("signed.example", "signed.example.", "MX");
    bind.start();
    Resolver resolver = proving();
    var bogus = assertInstanceOf(Answer.Temporary.class, resolver.mx(SIGNED));
    assertTrue(bogus.reason().contains("bogus"), bogus.reason());
    assertProven(List.of("v=spf1 ip4:127.0.0.1 -all"), resolver.txt(SIGNED));
    var believing = new AnswerRules(true, Optional.empty());
    assertEquals(1, resolver(believing).mx(SIGNED).values().size(), "unless nobody looks");
  }

  @Test
  void aSignatureThatRanOutIsATemporaryFailure() throws IOException {
    Resolver resolver = proving();
    assertInstanceOf(Answer.Records.class, resolver.mx(SIGNED));
    now = now.plus(Duration.ofDays(60));
    var bogus = assertInstanceOf(Answer.Temporary.class, resolver.mx(SIGNED));
    assertTrue(bogus.reason().contains("bogus"), bogus.reason());
  }

  @Test
  void aZoneWithAnotherKeyThanTheAnchorsIsATemporaryFailure() {
    String other = "signed.example. IN DS 1 13 2 " + "ab".repeat(32);
    var rules = new AnswerRules(true, Optional.of(new AnswerRules.Validation(other, () -> now)));
    assertInstanceOf(Answer.Temporary.class, resolver(rules).mx(SIGNED));
  }

  @Test
  void whatDoesNotFitADatagramComesByTcp() throws IOException {
    DomainName large = DomainName.of("large.plain.example");
    assertEquals(30, proving().txt(large).values().size());
    var believing = new AnswerRules(true, Optional.empty());
    assertEquals(30, resolver(believing).txt(large).values().size());
  }

  @Test
  void whenTheServerIsGoneOldAnswersServeForAWhile() throws IOException {
    Resolver resolver = cached(proving());
    var known = resolver.mx(PLAIN);
    assertInstanceOf(Answer.Records.class, known);
    assertInstanceOf(Answer.Records.class, resolver.mx(SIGNED));
    bind.kill();
    assertEquals(known, resolver.mx(PLAIN), "within its time to live");
    now = now.plusSeconds(60);
    assertEquals(known, resolver.mx(PLAIN), "after it");
    assertInstanceOf(Answer.Temporary.class, resolver.mx(SIGNED), "what was proven is asked anew");
    assertInstanceOf(Answer.Temporary.class, resolver.txt(PLAIN), "never asked before");
    now = now.plus(Duration.ofHours(1));
    assertInstanceOf(Answer.Temporary.class, resolver.mx(PLAIN), "too old");
    bind.start();
    assertEquals(known, resolver.mx(PLAIN));
    assertInstanceOf(Answer.Records.class, resolver.mx(SIGNED));
  }

  private static <T> void assertProven(List<T> values, Answer<?> answer) {
    var records = assertInstanceOf(Answer.Records.class, answer);
    assertEquals(values, records.values());
    assertTrue(records.authentic());
  }

  private Resolver proving() throws IOException {
    return resolver(
        new AnswerRules(
            true,
            Optional.of(new AnswerRules.Validation(bind.anchor("signed.example"), () -> now))));
  }

  private Resolver resolver(AnswerRules answers) {
    var server =
        new NameServer(
            NameServer.Transport.UDP,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), bind.port()));
    return new DnsResolver(
        new ResolverRules(List.of(server), Duration.ofSeconds(5), 1, 1, true, true),
        answers,
        Chance.secure(),
        Thread.ofVirtual().factory());
  }

  private Resolver cached(Resolver resolver) {
    return new CachedResolver(
        resolver,
        ResolverSettings.caches(
            Configuration.of("", ResolverSettings.class), new PlainCaches(() -> now)),
        new KeepingRules(Duration.ofHours(1), Duration.ofSeconds(20)),
        () -> now,
        Thread.ofVirtual().factory());
  }
}
