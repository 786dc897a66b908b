package org.mailkeep.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.delivery.RemoteFixture.TEXT;
import static org.mailkeep.delivery.RemoteFixture.brief;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.delivery.OutboundRules.StartTls;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.Notify;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.Status;
import org.mailkeep.telemetry.DeliveryEvent;

final class RemoteDeliveryTest {
  private final RemoteFixture it = new RemoteFixture();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void aMessageGoesToTheBestExchanger() {
    FakeMx second = it.exchanger(3, 20);
    FakeMx first = it.exchanger(2, 10);
    Outcome outcome = it.send();
    assertEquals(
        new Outcome.Delivered(new Status("2.0.0", "250 2.0.0 taken", "mx2.example.net"), false),
        outcome);
    assertEquals(List.of(TEXT), first.messages());
    assertEquals(
        List.of(
            "EHLO mx.example.org",
            "MAIL FROM:<jane@example.org>",
            "RCPT TO:<bob@example.net>",
            "DATA"),
        first.commands());
    assertEquals(0, second.sessions());
    DeliveryEvent.Sent sent = it.events(DeliveryEvent.Sent.class).getFirst();
    assertEquals("mx2.example.net[127.0.0.2]", sent.host());
    assertEquals("", sent.tls());
  }

  @Test
  void exchangersOfOnePreferenceShareTheLoad() {
    FakeMx a = it.exchanger(2, 10);
    FakeMx b = it.exchanger(3, 10);
    for (int i = 0; i < 64; i++) {
      it.send();
    }
    assertEquals(64, a.messages().size() + b.messages().size());
    assertTrue(a.messages().size() > 8 && b.messages().size() > 8);
  }

  @Test
  void whoDoesNotAnswerIsPassedOver() {
    it.record(2, 10);
    FakeMx backup = it.exchanger(3, 20);
    assertEquals("Delivered 2.0.0", brief(it.send()));
    assertEquals(1, backup.messages().size());
    assertEquals(
        "mx2.example.net[127.0.0.2]", it.events(DeliveryEvent.HostFailed.class).getFirst().host());
  }

  @Test
  void whatOneRefusesForNowIsOfferedToTheNextAndWhatItRefusesForEverIsNot() {
    FakeMx first =
        it.exchanger(2, 10)
            .reply("RCPT TO:<busy", "450 4.2.1 busy")
            .reply("RCPT TO:<gone", "550 5.1.1 gone");
    FakeMx second = it.exchanger(3, 20);
    List<Outcome> outcomes = it.send("busy@example.net", "gone@example.net", "bob@example.net");
    assertEquals(
        List.of("Delivered 2.0.0", "Failed 5.1.1", "Delivered 2.0.0"),
        outcomes.stream().map(RemoteFixture::brief).toList());
    assertEquals(1, first.messages().size());
    assertEquals(
        List.of("RCPT TO:<busy@example.net>"),
        second.commands().stream().filter(c -> c.startsWith("RCPT")).toList());
  }

  @Test
  void repliesAreKeptForReports() {
    it.exchanger(2, 10).reply("RCPT TO:<bob", "550 5.1.1 <bob>: no such user");
    assertEquals(
        new Outcome.Failed(new Status("5.1.1", "550 5.1.1 <bob>: no such user", "mx2.example.net")),
        it.send());
  }

  @Test
  void repliesWithoutEnhancedCodesSayAsMuchAsTheyCan() {
    it.exchanger(2, 10).reply("MAIL", "451 try later");
    assertEquals("Deferred 4.0.0", brief(it.send()));
  }

  @Test
  void aGreetingThatRefusesCountsOnlyWhenNobodyElseTakesIt() {
    it.exchanger(2, 10).reply("GREETING", "554 5.7.1 no service");
    assertEquals("Failed 5.7.1", brief(it.send()));
    it.exchanger(3, 20).reply("GREETING", "421 4.3.2 later");
    assertEquals("Deferred 4.3.2", brief(it.send()));
    it.exchanger(4, 30);
    assertEquals("Delivered 2.0.0", brief(it.send()));
  }

  @Test
  void theNumberOfExchangersIsBounded() {
    it.limits = new OutboundRules.Limits(2, 2, 100, 2, 10);
    it.record(2, 10);
    it.record(3, 20);
    it.exchanger(4, 30);
    assertEquals("Deferred 4.4.1", brief(it.send()));
  }

  @Test
  void whoHasNoExchangerGetsMailAtItsAddress() {
    FakeMx server = it.server(2);
    it.dns.host("example.net", "127.0.0.2");
    assertEquals("Delivered 2.0.0", brief(it.send()));
    assertEquals(1, server.messages().size());
  }

  @Test
  void aDomainMayTakeNoMail() {
    it.dns.mx("example.net", 0, ".");
    assertEquals("Failed 5.1.10", brief(it.send()));
  }

  @Test
  void aDomainMayNotBeThere() {
    assertEquals("Failed 5.1.2", brief(it.send()));
  }

  @Test
  void dnsThatIsAwayDefers() {
    it.dns.failing("example.net");
    assertEquals("Deferred 4.4.3", brief(it.send()));
  }

  @Test
  void exchangersWithoutAnAddressAreOfNoUse() {
    it.dns.mx("example.net", 10, "mx2.example.net");
    assertEquals("Failed 5.4.4", brief(it.send()));
    it.dns.mx("example.net", 20, "mx3.example.net").failing("mx3.example.net");
    assertEquals("Deferred 4.4.3", brief(it.send()));
  }

  @Test
  void mailDoesNotGoBackToWhereItIs() {
    it.dns.mx("example.net", 10, "mx.example.org");
    assertEquals("Failed 5.4.6", brief(it.send()));
    FakeMx worse = it.exchanger(3, 20);
    assertEquals("Failed 5.4.6", brief(it.send()));
    FakeMx better = it.exchanger(4, 5);
    assertEquals("Delivered 2.0.0", brief(it.send()));
    assertEquals(1, better.messages().size());
    assertEquals(0, worse.sessions());
  }

  @Test
  void manyRecipientsGoInSeveralTransactionsOfOneSession() {
    it.limits = new OutboundRules.Limits(5, 2, 10, 2, 10);
    FakeMx server = it.exchanger(2, 10);
    String[] all =
        IntStream.range(0, 25).mapToObj(i -> "u" + i + "@example.net").toArray(String[]::new);
    List<Outcome> outcomes = it.send(all);
    outcomes.forEach(outcome -> assertEquals("Delivered 2.0.0", brief(outcome)));
    assertEquals(3, server.messages().size());
    assertEquals(1, server.sessions());
  }

  @Test
  void theReturnPathStaysHere() {
    FakeMx server = it.exchanger(2, 10);
    String field = "Return-Path: <jane@example.org>\r\n";
    var bob = List.of(Recipient.of(Address.of("bob@example.net")));
    var attempt = TestAttempt.of(field + TEXT, field.length(), MailOptions.NONE, bob);
    it.carrier().toDomain(attempt, RemoteFixture.NET);
    assertEquals(List.of(TEXT), server.messages());
  }

  @Test
  void parametersTravelToAServerThatReports() {
    FakeMx server = it.exchanger(2, 10).offers("DSN", "8BITMIME");
    var options =
        new MailOptions(MailOptions.Body.EIGHT_BIT, false, MailOptions.Returns.HEADERS, "a+2Bb");
    var bob =
        new Recipient(Address.of("bob@example.net"), Set.of(Notify.SUCCESS), "rfc822;bo+b@x.y");
    Outcome outcome =
        it.carrier()
            .toDomain(TestAttempt.of(TEXT, 0, options, List.of(bob)), RemoteFixture.NET)
            .getFirst();
    assertTrue(outcome instanceof Outcome.Delivered(_, boolean reports) && reports);
    assertEquals(
        List.of(
            "MAIL FROM:<jane@example.org> BODY=8BITMIME RET=HDRS ENVID=a+2Bb",
            "RCPT TO:<bob@example.net> NOTIFY=SUCCESS ORCPT=rfc822;bo+2Bb@x.y"),
        server.commands().subList(1, 3));
  }

  @Test
  void whatAServerCannotTakeFails() {
    it.exchanger(2, 10);
    var options = new MailOptions(MailOptions.Body.EIGHT_BIT, true, null, null);
    var bob = List.of(Recipient.of(Address.of("bøb@example.net")));
    var attempt = TestAttempt.of(TEXT, 0, options, bob);
    assertEquals(
        "Failed 5.6.7", brief(it.carrier().toDomain(attempt, RemoteFixture.NET).getFirst()));
  }

  @Test
  void aConnectionThatBreaksDefers() {
    it.exchanger(2, 10).reply(".", FakeMx.HANG_UP);
    assertEquals("Deferred 4.4.2", brief(it.send()));
  }

  @Test
  void silenceIsWaitedForOnlySoLong() {
    it.replies = Duration.ofMillis(50);
    it.exchanger(2, 10).reply("DATA", "354 go ahead\r\n").reply("MAIL", "250-");
    assertEquals("Deferred 4.4.2", brief(it.send()));
  }

  @Test
  void sessionsServeTheNextMessage() {
    FakeMx server = it.exchanger(2, 10);
    RemoteCarrier carrier = it.carrier();
    for (int i = 0; i < 3; i++) {
      carrier.toDomain(TestAttempt.of(TEXT, "bob@example.net"), RemoteFixture.NET);
    }
    assertEquals(1, server.sessions());
    assertEquals(3, server.messages().size());
    assertEquals(2, server.commands().stream().filter("RSET"::equals).count());
  }

  @Test
  void aKeptSessionThatIsGoneIsReplaced() {
    FakeMx server = it.exchanger(2, 10);
    RemoteCarrier carrier = it.carrier();
    carrier.toDomain(TestAttempt.of(TEXT, "bob@example.net"), RemoteFixture.NET);
    server.hangUp();
    assertEquals(
        "Delivered 2.0.0",
        brief(
            carrier
                .toDomain(TestAttempt.of(TEXT, "bob@example.net"), RemoteFixture.NET)
                .getFirst()));
    assertEquals(2, server.sessions());
  }

  @Test
  void aKeptSessionThatIsSilentIsReplacedSoon() {
    it.between = Duration.ofMillis(50);
    FakeMx server = it.exchanger(2, 10).reply("RSET", "250-");
    RemoteCarrier carrier = it.carrier();
    for (int i = 0; i < 2; i++) {
      assertEquals(
          "Delivered 2.0.0",
          brief(
              carrier
                  .toDomain(TestAttempt.of(TEXT, "bob@example.net"), RemoteFixture.NET)
                  .getFirst()));
    }
    assertEquals(2, server.sessions());
  }

  @Test
  void keptSessionsEndInTime() {
    it.idle = Duration.ofMillis(20);
    FakeMx server = it.exchanger(2, 10);
    it.send();
    LocalDeliveryTest.await(() -> server.commands().contains("QUIT"));
  }

  @Test
  void sessionsAreEncryptedWhereTheyCanBe() {
    FakeMx server = it.exchanger(2, 10).offers("STARTTLS");
    assertEquals("Delivered 2.0.0", brief(it.send()));
    assertTrue(server.commands().contains("STARTTLS"));
    assertEquals("TLSv1.3", it.events(DeliveryEvent.Sent.class).getFirst().tls());
  }

  @Test
  void encryptionThatDoesNotWorkIsLeftOut() {
    FakeMx server = it.exchanger(2, 10).brokenTls();
    assertEquals("Delivered 2.0.0", brief(it.send()));
    assertEquals(2, server.sessions());
    assertEquals("", it.events(DeliveryEvent.Sent.class).getFirst().tls());
  }

  @Test
  void encryptionThatIsRequiredIsNotLeftOut() {
    it.starttls = StartTls.REQUIRE;
    FakeMx plain = it.exchanger(2, 10);
    assertEquals("Deferred 4.7.10", brief(it.send()));
    plain.brokenTls();
    assertEquals("Deferred 4.7.5", brief(it.send()));
    assertTrue(plain.messages().isEmpty());
  }

  @Test
  void requiredEncryptionChecksTheCertificate() {
    it.starttls = StartTls.REQUIRE;
    FakeMx server = it.exchanger(2, 10).offers("STARTTLS");
    assertEquals("Deferred 4.7.5", brief(it.send()), "the certificate is for mail.example.org");
    it.allowInvalidCerts = true;
    assertEquals("Delivered 2.0.0", brief(it.send()));
    it.allowInvalidCerts = false;
    it.dns.mx("example.com", 10, "mail.example.org").host("mail.example.org", "127.0.0.2");
    assertEquals(
        "Delivered 2.0.0",
        brief(
            it.carrier()
                .toDomain(TestAttempt.of(TEXT, "bob@example.com"), DomainName.of("example.com"))
                .getFirst()));
    assertEquals(2, server.messages().size());
  }

  @Test
  void encryptionCanBeOff() {
    it.starttls = StartTls.DISABLE;
    FakeMx server = it.exchanger(2, 10).offers("STARTTLS");
    assertEquals("Delivered 2.0.0", brief(it.send()));
    assertFalse(server.commands().contains("STARTTLS"));
  }
}
