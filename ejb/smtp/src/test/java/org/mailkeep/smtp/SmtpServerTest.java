package org.mailkeep.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.Notify;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.telemetry.ServerEvent;
import org.mailkeep.telemetry.SmtpEvent;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.smtp.HelloKind;
import org.mailkeep.wire.smtp.MailParameters;
import org.mailkeep.wire.smtp.MessageSink.Refused;
import org.mailkeep.wire.smtp.RcptParameters;
import org.mailkeep.wire.smtp.SmtpListener.DataStart;
import org.mailkeep.wire.smtp.SmtpService;

class SmtpServerTest {
  private static final String CONTENT = "Subject: hi\r\n\r\nhello\r\n";

  private static MailParameters size(long size) {
    return new MailParameters(size, MailParameters.Body.SEVEN_BIT, false, null, null, null);
  }

  @Test
  void greetsWithItsName() {
    var relay = new Talk(SmtpService.RELAY);
    assertEquals(
        "220 mx.example.org ESMTP Mailkeep", relay.server.connect(relay.session).toString());
    var lmtp = new Talk(SmtpService.LMTP);
    assertEquals("220 mx.example.org LMTP Mailkeep", lmtp.server.connect(lmtp.session).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "RELAY,      192.0.2.7, client.example.net, 250",
    "RELAY,      192.0.2.7, [192.0.2.7],        250",
    "RELAY,      192.0.2.7, localhost,          550",
    "RELAY,      192.0.2.7, bad..example,       550",
    "RELAY,      127.0.0.1, localhost,          250",
    "SUBMISSION, 192.0.2.7, my_pc,              250",
    "LMTP,       192.0.2.7, relay,              250",
  })
  void wantsAFullNameFromOtherServers(SmtpService service, String from, String name, int code) {
    String reply = new Talk(service, from).hello(HelloKind.EHLO, name);
    assertEquals(code + (code == 550 ? " 5.5.0" : " mx.example.org"), firstWords(reply));
  }

  private static String firstWords(String reply) {
    return reply.substring(0, reply.indexOf(' ', 4) < 0 ? reply.length() : reply.indexOf(' ', 4));
  }

  @Test
  void checksALogin() {
    var talk = new Talk(SmtpService.SUBMISSION);
    assertEquals("535 5.7.8", firstWords(talk.login("jane@example.org", "wrong")));
    assertEquals("535 5.7.8", firstWords(talk.login("nobody@example.org", "secret")));
    assertInstanceOf(AuthEvent.Failed.class, talk.events.getLast());
    talk.directory.down = true;
    assertEquals("454 4.7.0", firstWords(talk.login("jane@example.org", "secret")));
    talk.directory.down = false;
    talk.directory.throttled = true;
    assertEquals("454 4.7.0", firstWords(talk.login("jane@example.org", "secret")));
    talk.directory.throttled = false;
    talk.directory.down = false;
    assertTrue(talk.session.login().isEmpty());
    assertEquals("235 2.7.0", firstWords(talk.login("jane@example.org", "secret")));
    assertEquals("jane@example.org", talk.session.login().orElseThrow());
  }

  @Test
  void letsNobodyActForAnother() {
    var talk = new Talk(SmtpService.SUBMISSION);
    var login = new Claim.Password("joe@example.org", "jane@example.org", "secret");
    assertEquals(535, talk.server.authenticate(talk.session, login).code());
    var self = new Claim.Password("jane@example.org", "jane@example.org", "secret");
    assertEquals(235, talk.server.authenticate(talk.session, self).code());
  }

  @Test
  void wantsALoginBeforeASubmission() {
    var talk = new Talk(SmtpService.SUBMISSION);
    talk.hello(HelloKind.EHLO, "laptop");
    assertEquals("530 5.7.0", firstWords(talk.mail("jane@example.org")));
  }

  @Test
  void aLoginSendsAsItsOwnAddressesOnly() {
    var talk = Talk.submission();
    assertEquals("250 2.1.0", firstWords(talk.mail("jane@example.org")));
    assertEquals("250 2.1.0", firstWords(talk.mail("")));
    assertEquals("501 5.5.4", firstWords(talk.mail("joe@example.org")));
    assertInstanceOf(SmtpEvent.SenderRefused.class, talk.events.getLast());
    assertEquals("501 5.5.4", firstWords(talk.mail("someone@example.net")));
    talk.directory.down = true;
    assertEquals("451 4.4.3", firstWords(talk.mail("jane@example.org")));
  }

  @Test
  void takesAnySenderThatMailCouldReturnTo() {
    var talk = Talk.relay();
    assertEquals("250 2.1.0", firstWords(talk.mail("someone@example.net")));
    assertEquals("250 2.1.0", firstWords(talk.mail("")));
    assertEquals("553 5.1.7", firstWords(talk.mail("someone@[192.0.2.7]")));
  }

  @ParameterizedTest
  @CsvSource({
    "jane@example.org,        250 2.1.5",
    "JANE+lists@EXAMPLE.ORG,  250 2.1.5",
    "nobody@example.org,      550 5.1.1",
    "someone@example.net,     550 5.7.1",
    "jane@[192.0.2.1],        550 5.1.2",
    "postmaster,              250 2.1.5",
  })
  void answersForRecipientsFromElsewhere(String recipient, String reply) {
    var talk = Talk.relay();
    talk.mail("someone@example.net");
    assertEquals(reply, firstWords(talk.rcpt(recipient)));
  }

  @Test
  void thePostmasterIsWhoeverStandsInWhenNobodyIs() {
    var talk = Talk.relay();
    talk.directory.without("postmaster@example.org");
    talk.mail("someone@example.net");
    assertEquals("550 5.1.1", firstWords(talk.rcpt("postmaster")));
    talk.directory.postmaster = new AccountId(2);
    assertEquals("250 2.1.5", firstWords(talk.rcpt("Postmaster")));
    talk.data(CONTENT);
    var recipient = talk.queue.envelopes.getFirst().recipients().getFirst();
    assertEquals(new AccountId(2), recipient.account());
    assertEquals("postmaster", recipient.address().local());
    talk.mail("someone@example.net");
    talk.directory.down = true;
    assertEquals("451 4.4.3", firstWords(talk.rcpt("postmaster")));
  }

  @Test
  void aListTakesMailWhateverItsMembersHold() {
    var talk = Talk.relay();
    talk.directory.mailing.add("news@example.org");
    talk.mail("someone@example.net");
    assertEquals("250 2.1.5", firstWords(talk.rcpt("news@example.org")));
  }

  @ParameterizedTest
  @CsvSource({
    "joe@example.org,         250 2.1.5",
    "nobody@example.org,      550 5.1.1",
    "someone@example.net,     250 2.1.5",
    "someone@localhost,       550 5.1.2",
  })
  void sendsMailOfALoginAnywhere(String recipient, String reply) {
    var talk = Talk.submission();
    talk.mail("jane@example.org");
    assertEquals(reply, firstWords(talk.rcpt(recipient)));
  }

  @Test
  void relaysNothingByLmtp() {
    var talk = Talk.lmtp();
    talk.mail("someone@example.net");
    assertEquals("550 5.1.2", firstWords(talk.rcpt("someone@example.net")));
  }

  @Test
  void troubleWithTheDirectoryIsTemporary() {
    var talk = Talk.relay();
    talk.mail("someone@example.net");
    talk.directory.down = true;
    assertEquals("451 4.4.3", firstWords(talk.rcpt("jane@example.org")));
    assertInstanceOf(SmtpEvent.RecipientRefused.class, talk.events.getLast());
  }

  @Test
  void anAccountThatWasChangedSubmitsNoMore() {
    var talk = Talk.submission();
    assertEquals("250 2.1.0", firstWords(talk.mail("jane@example.org")));
    talk.sessions.end(new AccountId(1));
    String over = "421 4.7.0 The account was changed, log in again";
    assertEquals(over, talk.rcpt("someone@example.net"));
    assertEquals(over, talk.mail("jane@example.org"));
    assertEquals(over, talk.data(CONTENT));
    assertTrue(talk.queue.envelopes.isEmpty());
  }

  @Test
  void aMessageOnItsWayWhenTheAccountIsChangedIsRefused() {
    var talk = Talk.submission();
    talk.mail("jane@example.org");
    talk.rcpt("someone@example.net");
    talk.blobs.onWrite = () -> talk.sessions.end(new AccountId(1));
    assertEquals("421 4.7.0", firstWords(talk.data(CONTENT)));
    assertTrue(talk.queue.envelopes.isEmpty());
  }

  @Test
  void tellsAFullMailboxFromOneThatIsTooSmall() {
    var talk = Talk.relay();
    talk.quotas.put(new AccountId(1), new Quota(1000, 0, 600, 1));
    talk.mail("someone@example.net", size(300));
    assertEquals("250 2.1.5", firstWords(talk.rcpt("jane@example.org")));
    talk.mail("someone@example.net", size(401));
    assertEquals("452 4.2.2", firstWords(talk.rcpt("jane@example.org")));
    talk.mail("someone@example.net", size(1001));
    assertEquals("552 5.2.2", firstWords(talk.rcpt("jane@example.org")));
    talk.quotas.put(new AccountId(1), new Quota(1000, 0, 1000, 1));
    talk.mail("someone@example.net");
    assertEquals("452 4.2.2", firstWords(talk.rcpt("jane@example.org")), "of unknown size");
    talk.quotas.put(new AccountId(1), new Quota(0, 1, 600, 1));
    talk.mail("someone@example.net");
    assertEquals("452 4.2.2", firstWords(talk.rcpt("jane@example.org")));
  }

  @Test
  void queuesWithATraceAndTellsTheId() {
    var talk = Talk.relay();
    talk.mail("someone@example.net");
    talk.rcpt("jane@example.org");
    assertEquals("250 2.0.0 Ok: queued as z9", talk.data(CONTENT));
    assertEquals(
        "Return-Path: <someone@example.net>\r\n"
            + "Received: from client.example.net ([192.0.2.7])\r\n"
            + "\tby mx.example.org with ESMTP\r\n"
            + "\tid z9 for <jane@example.org>;\r\n\t"
            + Talk.NOW
            + "\r\n"
            + CONTENT,
        talk.message());
    var envelope = talk.queue.envelopes.getFirst();
    assertEquals(Address.of("someone@example.net"), envelope.sender());
    assertEquals("Return-Path: <someone@example.net>\r\n".length(), envelope.returnPath());
    assertNull(envelope.account());
    var event = assertInstanceOf(SmtpEvent.MessageAccepted.class, talk.events.getLast());
    assertEquals("z9", event.queue());
    assertEquals(talk.message().length(), event.size());
  }

  @Test
  void passesTheParametersOn() {
    var talk = Talk.relay();
    talk.mail(
        "",
        new MailParameters(
            -1, MailParameters.Body.BINARY, true, MailParameters.Ret.HDRS, "id+2B", null));
    talk.rcpt(
        "jane@example.org",
        new RcptParameters(
            Set.of(RcptParameters.Notify.DELAY, RcptParameters.Notify.FAILURE), "rfc822;x@y.z"));
    talk.data(CONTENT);
    var envelope = talk.queue.envelopes.getFirst();
    assertNull(envelope.sender());
    assertEquals(
        new MailOptions(MailOptions.Body.BINARY, true, MailOptions.Returns.HEADERS, "id+2B"),
        envelope.options());
    var recipient = envelope.recipients().getFirst();
    assertEquals(Set.of(Notify.DELAY, Notify.FAILURE), recipient.reports());
    assertEquals("rfc822;x@y.z", recipient.originalRecipient());
  }

  @Test
  void completesASubmission() {
    var talk = Talk.submission();
    talk.mail("jane@example.org");
    talk.rcpt("joe@example.org");
    assertTrue(talk.data(CONTENT).startsWith("250 "));
    assertTrue(talk.message().contains("with ESMTPSA (TLSv1.3 TLS_AES_128_GCM_SHA256)\r\n"));
    assertTrue(
        talk.message()
            .endsWith(
                "Subject: hi\r\nDate: "
                    + Talk.NOW
                    + "\r\nMessage-ID: <z9.0@mx.example.org>\r\n\r\nhello\r\n"));
    assertEquals(new AccountId(1), talk.queue.envelopes.getFirst().account());
  }

  @Test
  void leavesACompleteSubmissionAsItIs() {
    String content = "DATE: x\r\nMessage-Id : <y>\r\n\r\nMessage-ID: z\r\n";
    var talk = Talk.submission();
    talk.mail("jane@example.org");
    talk.rcpt("joe@example.org");
    talk.data(content);
    assertTrue(talk.message().endsWith("+0000\r\n" + content));
  }

  @Test
  void aRecipientNamedTwiceGetsOneCopy() {
    var talk = Talk.relay();
    talk.mail("someone@example.net");
    talk.rcpt("jane@example.org");
    talk.rcpt("JANE@example.org");
    talk.rcpt("joe@example.org");
    talk.data(CONTENT);
    assertEquals(
        List.of(Address.of("jane@example.org"), Address.of("joe@example.org")),
        talk.queue.envelopes.getFirst().recipients().stream().map(r -> r.address()).toList());
    assertFalse(talk.message().contains(" for <"), "recipients do not learn of each other");
  }

  @Test
  void answersForEachRecipientOfLmtp() {
    var talk = Talk.lmtp();
    talk.mail("someone@example.net");
    for (String local : List.of("jane", "full", "gone", "jane")) {
      talk.rcpt(local + "@example.org");
    }
    assertEquals(
        "250 2.1.5 Delivered / 450 4.2.2 mailbox is full / 550 5.1.1 nobody here"
            + " / 250 2.1.5 Delivered",
        talk.data(CONTENT));
    assertTrue(talk.message().contains("with LMTP\r\n"));
  }

  @Test
  void stopsALoop() {
    var talk = Talk.relay();
    talk.mail("someone@example.net");
    talk.rcpt("jane@example.org");
    assertEquals("250", talk.data("Received: x\r\n".repeat(3) + "\r\n").substring(0, 3));
    talk.mail("someone@example.net");
    talk.rcpt("jane@example.org");
    assertEquals("554 5.4.6", firstWords(talk.data("Received: x\r\n".repeat(4) + "\r\n")));
    assertEquals(0, talk.blobs.open);
    assertInstanceOf(SmtpEvent.MessageRefused.class, talk.events.getLast());
  }

  @Test
  void limitsTheHeaderSection() {
    var talk = Talk.relay();
    talk.mail("someone@example.net");
    talk.rcpt("jane@example.org");
    assertEquals("552 5.3.4", firstWords(talk.data("X: y\r\n".repeat(11) + "\r\n")));
    assertEquals("552 5.3.4", firstWords(talk.data("X: " + "y".repeat(1000) + "\r\n\r\n")));
    assertEquals("250 2.0.0", firstWords(talk.data("X: y\r\n\r\n" + "y\r\n".repeat(1000))));
  }

  @Test
  void refusesUnreadableHeadersOfSubmissionsOnly() {
    String unreadable = "hello there\r\nSubject: x\r\n\r\n";
    var relay = Talk.relay();
    relay.mail("someone@example.net");
    relay.rcpt("jane@example.org");
    assertEquals("250 2.0.0", firstWords(relay.data(unreadable)));
    var submission = Talk.submission();
    submission.mail("jane@example.org");
    submission.rcpt("joe@example.org");
    assertEquals("554 5.6.0", firstWords(submission.data(unreadable)));
  }

  @Test
  void answersLmtpForEachRecipientAlsoWhenItFails() {
    var talk = Talk.lmtp();
    talk.mail("someone@example.net");
    talk.rcpt("jane@example.org");
    talk.rcpt("joe@example.org");
    assertEquals(2, talk.data("Received: x\r\n".repeat(4) + "\r\n").split(" / ").length);
    talk.queue.failure = new StoreException.Unavailable("down");
    assertEquals(
        "451 4.3.0 Temporary failure, try again later / 451 4.3.0 Temporary failure, try again"
            + " later",
        talk.data(CONTENT));
  }

  @Test
  void troubleWithTheStoreIsTemporary() {
    var talk = Talk.relay();
    talk.mail("someone@example.net");
    talk.rcpt("jane@example.org");
    talk.queue.failure = new StoreException.Unavailable("down");
    assertEquals("451 4.3.0", firstWords(talk.data(CONTENT)));
    assertTrue(
        talk.events.stream().noneMatch(ServerEvent.Unexpected.class::isInstance),
        "the store tells it");
    talk.queue.failure = new StoreException.Corrupt("broken", new IllegalStateException());
    assertEquals("451 4.3.0", firstWords(talk.data(CONTENT)));
    assertInstanceOf(ServerEvent.Unexpected.class, talk.events.getLast());
    talk.queue.failure = new StoreException.Full("full", new IllegalStateException());
    assertEquals(0, talk.blobs.discarded);
    assertEquals("452 4.3.1", firstWords(talk.data(CONTENT)));
    assertEquals(1, talk.blobs.discarded);
    talk.queue.failure = null;
    assertEquals("250 2.0.0", firstWords(talk.data(CONTENT)));
  }

  @Test
  void aFullBlobStoreIsTold() {
    var talk = Talk.relay();
    talk.mail("someone@example.net");
    talk.rcpt("jane@example.org");
    talk.blobs.failure = new StoreException.Full("full", new IllegalStateException());
    var start = assertInstanceOf(DataStart.Refuse.class, talk.server.data(talk.session));
    assertEquals(452, start.reply().code());
    assertEquals(0, talk.blobs.open);
  }

  @Test
  void aBlobStoreThatFillsUpMeanwhileIsTold() throws IOException {
    var talk = Talk.relay();
    talk.mail("someone@example.net");
    talk.rcpt("jane@example.org");
    var start = assertInstanceOf(DataStart.Accept.class, talk.server.data(talk.session));
    talk.blobs.failure = new StoreException.Full("full", new IllegalStateException());
    var refused = assertThrows(Refused.class, () -> start.sink().write(new byte[] {'x'}, 0, 1));
    assertEquals(452, refused.reply().code());
    start.sink().discard();
    assertEquals(0, talk.blobs.open);
  }
}
