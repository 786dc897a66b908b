package org.mailkeep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.queue.QueueFixture.deferred;
import static org.mailkeep.queue.QueueFixture.failed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.telemetry.QueueEvent;

/// Whom the queue tells what (RFC 3461, RFC 3464). Reports go to `jane@example.com`, whose server
/// is away, so that they stay where the tests can read them.
final class ReportsTest {
  private static final String JANE = "jane@example.com";

  private final QueueFixture it = new QueueFixture();

  ReportsTest() {
    it.carriers.script(JANE, Collections.nCopies(200, deferred("away")).toArray(Outcome[]::new));
  }

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void aPermanentFailureIsReportedWithEverythingThatIsKnown() {
    it.carriers.script("bob@example.net", failed("no such user"));
    var options =
        new MailOptions(MailOptions.Body.SEVEN_BIT, false, MailOptions.Returns.HEADERS, "a+2Bb");
    var bob = new Recipient(Address.of("bob@example.net"), Set.of(), "rfc822;robert@example.net");
    it.send(new Envelope(Address.of(JANE), List.of(bob), it.clock.instant(), null, options));
    it.settle();
    assertEquals(
        """
        From: Mail Delivery Subsystem <mailer-daemon@example.org>
        To: <jane@example.com>
        Subject: Failed to deliver your message
        Date: Sun, 22 Nov 2026 12:00:00 +0000
        Message-ID: <ID.report@mx.example.org>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="=_ID.report"

        --=_ID.report
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        This is the mail server mx.example.org.

        Your message could not be delivered to:

        <bob@example.net>
          mx.example.net said: 550 5.1.1 no such user (5.1.1)

        --=_ID.report
        Content-Type: message/delivery-status
        Content-Transfer-Encoding: 7bit

        Original-Envelope-Id: a+b
        Reporting-MTA: dns; mx.example.org
        Arrival-Date: Sun, 22 Nov 2026 12:00:00 +0000

        Original-Recipient: rfc822; robert@example.net
        Final-Recipient: rfc822; bob@example.net
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.example.net
        Diagnostic-Code: smtp; 550 5.1.1 no such user
        Last-Attempt-Date: Sun, 22 Nov 2026 12:00:00 +0000

        --=_ID.report
        Content-Type: text/rfc822-headers
        Content-Transfer-Encoding: 7bit

        From: jane@example.org
        Subject: Hello
        Message-ID: <1@example.org>

        --=_ID.report--
        """,
        text(report()));
  }

  @Test
  void aReportGoesToTheSenderAndComesFromNobody() {
    it.carriers.script("bob@example.net", failed("no such user"));
    it.send(JANE, "bob@example.net");
    it.settle();
    QueuedMessage report = report();
    assertNull(report.sender());
    assertEquals(JANE, report.recipients().getFirst().address().toString());
  }

  @Test
  void aFailureTakesTwoCommitsWithItsReport() {
    it.carriers.script("bob@example.net", failed("no such user"));
    it.send(JANE, "bob@example.net");
    QueueFixture.await(() -> !it.events(QueueEvent.Reported.class).isEmpty());
    it.settle();
    assertEquals(3, it.backend.commits(), "enqueue; failure with report; the report's deferral");
    assertEquals(1, it.queue().list(QueueFilter.ALL, null, 10).messages().size());
  }

  @Test
  void theWholeMessageIsReturnedWhenWanted() {
    it.carriers.script("bob@example.net", failed("no such user"));
    send(Set.of(), MailOptions.Returns.FULL);
    it.settle();
    String text = text(report());
    assertTrue(
        text.contains(
            "Content-Type: message/rfc822\n"
                + "Content-Transfer-Encoding: 7bit\n\n"
                + "From: jane@example.org\n"),
        text);
    assertTrue(text.contains("\n\nHi\n"), text);
  }

  @Test
  void failuresOfOneAttemptShareAReport() {
    it.carriers.script("a@example.net", failed("no such user"));
    it.carriers.script("b@example.net", failed("not today"));
    it.send(JANE, "a@example.net", "b@example.net", "c@example.net");
    it.settle();
    String text = text(report());
    assertTrue(text.contains("Final-Recipient: rfc822; a@example.net"), text);
    assertTrue(text.contains("Final-Recipient: rfc822; b@example.net"), text);
    assertFalse(text.contains("c@example.net"), text);
  }

  @Test
  void aDelayIsReportedAtItsTimesAndTheEndAsAFailure() {
    it.carriers.script(
        "bob@example.net", Collections.nCopies(200, deferred("busy")).toArray(Outcome[]::new));
    it.send(JANE, "bob@example.net");
    passHours(23);
    assertEquals(List.of(), kinds());
    passHours(1);
    assertEquals(List.of("delay"), kinds());
    String text = text(report());
    assertTrue(text.contains("Subject: Your message is delayed"), text);
    assertTrue(text.contains("Action: delayed\nStatus: 4.2.1\n"), text);
    assertTrue(text.contains("Will-Retry-Until: Fri, 27 Nov 2026 12:00:00 +0000"), text);
    passHours(48);
    assertEquals(List.of("delay", "delay"), kinds());
    passHours(47);
    assertEquals(2, kinds().size());
    passHours(1);
    assertEquals("failure", kinds().getLast());
    QueueEvent.Failed failure = it.events(QueueEvent.Failed.class).getFirst();
    assertEquals("5.4.7 Not delivered in 5 days; last: 450 4.2.1 busy", failure.reason());
  }

  @Test
  void aReportThatCannotBeDeliveredIsAnEventOnly() {
    it.carriers.script(JANE, failed("jane is gone"));
    it.carriers.script("bob@example.net", failed("no such user"));
    it.send(JANE, "bob@example.net");
    it.settle();
    assertTrue(it.clean());
    assertEquals(1, it.events(QueueEvent.DoubleBounce.class).size());
  }

  @Test
  void nothingIsReportedToTheNullSenderOrWhoWantsNone() {
    it.carriers.script("bob@example.net", failed("no such user"), failed("no such user"));
    it.send(it.envelope(null, "bob@example.net"));
    it.settle();
    send(Set.of(Notify.NEVER), null);
    it.settle();
    assertTrue(it.clean());
    assertEquals(List.of(), kinds());
  }

  @Test
  void filingIsReportedWhenWanted() {
    var bob = new Recipient(Address.of("bob@example.org"), Set.of(Notify.SUCCESS), null);
    it.send(
        new Envelope(Address.of(JANE), List.of(bob), it.clock.instant(), null, MailOptions.NONE));
    it.settle();
    assertEquals(1, it.filed("bob@example.org"));
    String text = text(report());
    assertTrue(text.contains("Subject: Your message was delivered"), text);
    assertTrue(text.contains("Action: delivered\nStatus: 2.0.0\n"), text);
  }

  @Test
  void relayingToAServerWithoutReportsIsReportedWhenWanted() {
    send(Set.of(Notify.SUCCESS), null);
    it.settle();
    assertTrue(text(report()).contains("Action: relayed\nStatus: 2.0.0\n"));
  }

  @Test
  void aServerThatReportsItselfIsLeftToIt() {
    it.carriers.script(
        "bob@example.net", new Outcome.Delivered(new Status("2.0.0", "250 ok", "mx"), true));
    send(Set.of(Notify.SUCCESS), null);
    it.settle();
    assertTrue(it.clean());
    assertEquals(List.of(), kinds());
  }

  @Test
  void anInternationalMessageIsReportedInUtf8() {
    it.carriers.script("bøb@example.net", failed("ukjent bruker: bøb"));
    var options = new MailOptions(MailOptions.Body.EIGHT_BIT, true, null, null);
    var to = Recipient.of(Address.of("bøb@example.net"));
    it.send(new Envelope(Address.of(JANE), List.of(to), it.clock.instant(), null, options));
    it.settle();
    String text = text(report());
    assertTrue(text.contains("Content-Type: message/global-delivery-status"), text);
    assertTrue(text.contains("Final-Recipient: utf-8; bøb@example.net"), text);
    assertTrue(text.contains("Content-Type: message/global-headers"), text);
    assertTrue(report().options().smtpUtf8());
  }

  @Test
  void outsideOfThatReportsAreAsciiInShortLines() {
    it.carriers.script("bob@example.net", failed("ukjent bruker ø " + "lang ".repeat(100)));
    it.send(JANE, "bob@example.net");
    it.settle();
    String text = text(report());
    assertTrue(text.chars().allMatch(c -> c < 128));
    assertTrue(text.lines().allMatch(line -> line.length() < 998));
  }

  private void send(Set<Notify> notify, MailOptions.@Nullable Returns returns) {
    var options = new MailOptions(MailOptions.Body.SEVEN_BIT, false, returns, null);
    var bob = new Recipient(Address.of("bob@example.net"), notify, null);
    it.send(new Envelope(Address.of(JANE), List.of(bob), it.clock.instant(), null, options));
  }

  private void passHours(int hours) {
    for (int i = 0; i < hours; i++) {
      it.pass(Duration.ofHours(1));
    }
  }

  private List<String> kinds() {
    return it.events(QueueEvent.Reported.class).stream().map(QueueEvent.Reported::kind).toList();
  }

  /// The last report in the queue.
  private QueuedMessage report() {
    return it.queue().list(QueueFilter.ALL, null, 100).messages().stream()
        .filter(message -> message.sender() == null)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private String text(QueuedMessage report) {
    byte[] octets = it.octets(report).getBytes(StandardCharsets.UTF_8);
    QueueId id = report.id();
    assertTrue(
        Arrays.stream(new String(octets, StandardCharsets.UTF_8).split("\r\n", -1))
            .noneMatch(line -> line.contains("\n")));
    return new String(octets, StandardCharsets.UTF_8)
        .replace("\r\n", "\n")
        .replace(id.toString(), "ID");
  }
}
