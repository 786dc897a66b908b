package org.mailkeep.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.delivery.RemoteFixture.TEXT;
import static org.mailkeep.delivery.RemoteFixture.brief;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.delivery.OutboundRules.IpStrategy;
import org.mailkeep.delivery.OutboundRules.StartTls;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.queue.Outcome;
import org.mailkeep.settings.Configuration;
import org.mailkeep.telemetry.DeliveryEvent;

final class RelayTest {
  private static final ServerTrust OURS = new ServerTrust.Private(TestTls.authorities("ec.pem"));
  private static final ServerTrust OTHERS = new ServerTrust.Private(TestTls.authorities("rsa.pem"));

  private final RemoteFixture it = new RemoteFixture();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void aRelayTakesMailForAnyDomain() {
    FakeMx server = it.server(2);
    List<Outcome> outcomes = send(relay(server, null, false), "a@example.net", "b@example.com");
    outcomes.forEach(outcome -> assertEquals("Delivered 2.0.0", brief(outcome)));
    assertEquals(1, server.messages().size());
    assertEquals("hub", it.events(DeliveryEvent.Sent.class).getFirst().domain());
  }

  @Test
  void aRelayMayWantALogin() {
    FakeMx server = it.server(2).offers("AUTH PLAIN").reply("AUTH PLAIN", "235 2.7.0 welcome");
    var login = new Relay.Login("jane", "secret");
    assertEquals(
        "Delivered 2.0.0", brief(send(relay(server, login, false), "a@b.example").getFirst()));
    assertEquals("AUTH PLAIN AGphbmUAc2VjcmV0", server.commands().get(1));
    assertFalse(login.toString().contains("secret"));
  }

  @Test
  void aLoginThatFailsCanBePutRight() {
    FakeMx server = it.server(2).offers("AUTH PLAIN").reply("AUTH PLAIN", "535 5.7.8 no");
    var login = new Relay.Login("jane", "wrong");
    assertEquals(
        "Deferred 4.7.8", brief(send(relay(server, login, false), "a@b.example").getFirst()));
    FakeMx without = it.server(3);
    assertEquals(
        "Deferred 4.7.8", brief(send(relay(without, login, false), "a@b.example").getFirst()));
  }

  @Test
  void tlsMayBeginAtOnce() {
    FakeMx server = it.server(2).implicitTls();
    it.dns.host("mail.example.org", "127.0.0.2");
    var known =
        new Relay(
            "hub", "mail.example.org", server.port(), false, null, true, new ServerTrust.Usual());
    assertEquals("Delivered 2.0.0", brief(send(known, "a@b.example").getFirst()));
    assertEquals("TLSv1.3", it.events(DeliveryEvent.Sent.class).getFirst().tls());
    var stranger = relay(server, null, true);
    assertEquals("Deferred 4.7.5", brief(send(stranger, "a@b.example").getFirst()));
    var anyone =
        new Relay("hub", "127.0.0.2", server.port(), false, null, true, new ServerTrust.Anyone());
    assertEquals("Delivered 2.0.0", brief(send(anyone, "a@b.example").getFirst()));
  }

  @Test
  void aRelayOfAPrivateAuthorityIsTrustedByItsName() {
    haveTwoNames();
    int port = it.server(2).implicitTls().port();
    assertEquals("Delivered 2.0.0", to("mail.example.org", port, true, OURS));
    assertEquals("Deferred 4.7.5", to("mail.example.org", port, true, OTHERS));
    assertEquals("Deferred 4.7.5", to("other.example.org", port, true, OURS));
  }

  @Test
  void whoNamesAuthoritiesSendsNothingToOthersByStartTls() {
    haveTwoNames();
    FakeMx server = it.server(2).offers("STARTTLS");
    assertEquals("Deferred 4.7.5", to("mail.example.org", server.port(), false, OTHERS));
    assertEquals("Deferred 4.7.5", to("other.example.org", server.port(), false, OURS));
    assertTrue(
        server.commands().stream().noneMatch(command -> command.startsWith("MAIL")),
        server.commands().toString());
    assertEquals("Delivered 2.0.0", to("mail.example.org", server.port(), false, OURS));
  }

  @Test
  void whoNamesAuthoritiesWantsTls() {
    int port = it.server(2).port();
    assertEquals("Deferred 4.7.10", to("127.0.0.2", port, false, OURS));
    assertEquals("Delivered 2.0.0", to("127.0.0.2", port, false, new ServerTrust.Usual()));
  }

  /// The name of the certificate of the second server, and another one.
  private void haveTwoNames() {
    it.dns.host("mail.example.org", "127.0.0.2");
    it.dns.host("other.example.org", "127.0.0.2");
  }

  private String to(String host, int port, boolean implicitTls, ServerTrust trust) {
    var relay = new Relay("hub", host, port, false, null, implicitTls, trust);
    return brief(send(relay, "a@b.example").getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "'', holds no certificate in PEM",
    "tls.allow-invalid-certs = true, does nothing with remote.hub.tls.allow-invalid-certs"
  })
  void authoritiesMustBeSomeAndBeAsked(String more, String why) {
    String toml = "[remote.hub]\naddress = \"mx.example.org\"\ntls.ca = \"no PEM\"\n" + more;
    var problem = assertThrows(IllegalArgumentException.class, () -> configuration(toml));
    assertTrue(problem.toString().contains(":3: remote.hub.tls.ca: " + why), problem.toString());
  }

  @Test
  void lmtpHasAReplyForEachRecipient() {
    FakeMx server = it.server(2).lmtp().reply(". 1", "452 4.2.2 full");
    var relay =
        new Relay("store", "127.0.0.2", server.port(), true, null, false, new ServerTrust.Usual());
    assertEquals(
        List.of("Delivered 2.0.0", "Deferred 4.2.2"),
        send(relay, "a@example.net", "b@example.net").stream().map(RemoteFixture::brief).toList());
    assertTrue(server.commands().getFirst().startsWith("LHLO "));
  }

  @Test
  void aRelayThatIsAwayDefers() {
    var relay = new Relay("hub", "127.0.0.2", 1, false, null, false, new ServerTrust.Usual());
    assertEquals("Deferred 4.4.1", brief(send(relay, "a@b.example").getFirst()));
    var nobody = new Relay("hub", "no such host", 25, false, null, false, new ServerTrust.Usual());
    assertEquals("Deferred 4.4.3", brief(send(nobody, "a@b.example").getFirst()));
  }

  @Test
  void relaysAreConfigured() {
    var configuration =
        configuration(
            """
            [queue.outbound]
            next-hop = "'hub'"
            [remote.hub]
            address = "mail.example.org"
            port = 465
            auth.username = "jane"
            auth.secret = "secret"
            """);
    assertEquals(
        Optional.of(
            new Relay(
                "hub",
                "mail.example.org",
                465,
                false,
                new Relay.Login("jane", "secret"),
                true,
                new ServerTrust.Usual())),
        OutboundSettings.nextHop(configuration));
    assertEquals(Optional.empty(), OutboundSettings.nextHop(configuration("")));
  }

  @Test
  void anUnknownRelayIsAProblem() {
    var problem =
        assertThrows(
            IllegalArgumentException.class,
            () -> configuration("queue.outbound.next-hop = \"hub\""));
    assertTrue(problem.toString().contains("remote.hub"), problem.toString());
  }

  @Test
  void rulesAreConfigured() {
    OutboundRules rules =
        OutboundSettings.rules(
            configuration(
                """
                [queue.outbound]
                hostname = "out.example.org"
                port = 2525
                ip-strategy = "ipv6_then_ipv4"
                limits.mx = 7
                source-ip.v4 = "192.0.2.9"
                tls.starttls = "require"
                tls.allow-invalid-certs = true
                """),
            DomainName.of("other.example.org"));
    assertEquals(DomainName.of("out.example.org"), rules.hostname());
    assertEquals(2525, rules.port());
    assertEquals(IpStrategy.IPV6_THEN_IPV4, rules.addresses().strategy());
    assertEquals(7, rules.limits().hosts());
    assertTrue(rules.addresses().source4().isPresent());
    assertEquals(StartTls.REQUIRE, rules.starttls());
    assertTrue(rules.allowInvalidCerts());
  }

  @Test
  void defaultsAreThoseOfTheContract() {
    OutboundRules rules =
        OutboundSettings.rules(configuration(""), DomainName.of("mx.example.org"));
    assertEquals(DomainName.of("mx.example.org"), rules.hostname());
    assertEquals(25, rules.port());
    assertEquals(new OutboundRules.Limits(5, 2, 100, 2, 100), rules.limits());
    assertEquals(StartTls.OPTIONAL, rules.starttls());
    assertEquals(5, rules.timeouts().connect().toMinutes());
    assertEquals(10, rules.timeouts().session().done().toMinutes());
    assertEquals(3, rules.timeouts().tls().toMinutes());
    assertEquals(10, rules.timeouts().session().between().toSeconds());
    assertInstanceOf(OutboundRules.Addresses.class, rules.addresses());
  }

  private static Configuration configuration(String toml) {
    return Configuration.of(toml, OutboundSettings.class, RemoteSettings.class);
  }

  private List<Outcome> send(Relay relay, String... recipients) {
    return it.carrier().toRelay(TestAttempt.of(TEXT, recipients), relay);
  }

  private static Relay relay(FakeMx server, Relay.@Nullable Login login, boolean implicitTls) {
    return new Relay(
        "hub", server.address(), server.port(), false, login, implicitTls, new ServerTrust.Usual());
  }
}
