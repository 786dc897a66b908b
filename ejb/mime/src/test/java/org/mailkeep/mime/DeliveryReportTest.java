package org.mailkeep.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryReportTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static DeliveryReport.Recipient failed(String address, String diagnostic) {
    return new DeliveryReport.Recipient(
        address,
        "rfc822;" + address,
        DeliveryReport.Action.FAILED,
        "5.1.1",
        "mx.example.net",
        diagnostic,
        NOW,
        null);
  }

  private static DeliveryReport report(boolean utf8, DeliveryReport.Recipient... recipients) {
    return new DeliveryReport(
        "mail.example.org",
        new DeliveryReport.Author("Mail", "MAILER-DAEMON@mail.example.org"),
        "jane@example.org",
        "abc123",
        NOW,
        NOW.minusSeconds(60),
        "env-1",
        utf8,
        List.of(recipients));
  }

  private static String write(DeliveryReport report, String octets, boolean headerOnly)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] returned = octets.getBytes(StandardCharsets.UTF_8);
    report.write(
        out,
        new DeliveryReport.Returned(
            to -> to.write(returned), headerOnly, DeliveryReport.Encoding.SEVEN_BIT));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Part read(String message) {
    return MessageReader.read(message.getBytes(StandardCharsets.UTF_8), MimeLimits.DEFAULT).root();
  }

  @Test
  void isAMultipartReport() throws IOException {
    String message =
        write(report(false, failed("joe@example.net", "550 5.1.1 nobody")), "Subject: x\r\n", true);
    Part root = read(message);
    assertTrue(root.type().is("multipart", "report"));
    assertEquals("delivery-status", root.type().parameters().value("report-type").orElseThrow());
    assertEquals(3, root.parts().size());
    assertTrue(root.parts().get(1).type().is("message", "delivery-status"));
    assertTrue(root.parts().get(2).type().is("text", "rfc822-headers"));
    assertTrue(message.contains("\r\nAuto-Submitted: auto-replied\r\n"));
    assertTrue(message.contains("\r\nOriginal-Envelope-Id: env-1\r\n"));
    assertTrue(message.contains("\r\nReporting-MTA: dns; mail.example.org\r\n"));
    assertTrue(message.contains("\r\nOriginal-Recipient: rfc822; joe@example.net\r\n"));
    assertTrue(message.contains("\r\nFinal-Recipient: rfc822; joe@example.net\r\n"));
    assertTrue(message.contains("\r\nAction: failed\r\nStatus: 5.1.1\r\n"));
    assertTrue(message.contains("\r\nDiagnostic-Code: smtp; 550 5.1.1 nobody\r\n"));
  }

  @Test
  void returnsAWholeMessage() throws IOException {
    String original = "Subject: x\r\n\r\nbody\r\n";
    Part root = read(write(report(false, failed("joe@example.net", "550 no")), original, false));
    assertTrue(root.parts().get(2).isMessage());
    Envelope envelope = root.parts().get(2).message().envelope();
    assertEquals("x", envelope == null ? null : envelope.subject());
  }

  @Test
  void answersCannotBreakOut() throws IOException {
    String evil = "550 no\r\n--=_abc123\r\nAction: delivered\u0000 é";
    String message = write(report(false, failed("joe@example.net", evil)), "S: x\r\n", true);
    assertEquals(3, read(message).parts().size());
    assertFalse(message.contains("\r\nAction: delivered"));
    assertTrue(message.contains("Action: delivered? ?\r\n"));
  }

  @Test
  void addressesOutsideAsciiHaveTheirForms() throws IOException {
    DeliveryReport.Recipient recipient = failed("gräfin@example.net", "550 no");
    String plain = write(report(false, recipient), "S: x\r\n", true);
    assertTrue(plain.contains("Final-Recipient: utf-8; gr\\x{E4}fin@example.net\r\n"));
    String utf8 = write(report(true, recipient), "S: x\r\n", true);
    assertTrue(utf8.contains("Final-Recipient: utf-8; gräfin@example.net\r\n"));
    assertTrue(read(utf8).parts().get(1).type().is("message", "global-delivery-status"));
  }

  @Test
  void aDelaySaysUntilWhen() throws IOException {
    DeliveryReport.Recipient delayed =
        new DeliveryReport.Recipient(
            "joe@example.net",
            null,
            DeliveryReport.Action.DELAYED,
            "4.4.1",
            null,
            null,
            NOW,
            NOW.plusSeconds(3600));
    String message = write(report(false, delayed), "S: x\r\n", true);
    assertTrue(message.contains("\r\nWill-Retry-Until: Sun, 22 Nov 2026 11:00:00 +0000\r\n"));
    assertTrue(message.contains("Subject: Your message is delayed\r\n"));
    assertTrue(message.contains("It will be tried until"));
  }

  @Test
  void theWorstNewsIsTheSubjectAndWhatThisServerSaysIsNoAnswerOfAnother() throws IOException {
    DeliveryReport.Recipient ours =
        new DeliveryReport.Recipient(
            "joe@example.net",
            null,
            DeliveryReport.Action.FAILED,
            "5.4.7",
            null,
            "Not delivered in 5 days",
            NOW,
            null);
    DeliveryReport.Recipient done =
        new DeliveryReport.Recipient(
            "ann@example.net",
            null,
            DeliveryReport.Action.DELIVERED,
            "2.0.0",
            null,
            null,
            NOW,
            null);
    String message = write(report(false, done, ours), "S: x\r\n", true);
    assertTrue(message.contains("\r\nSubject: Failed to deliver your message\r\n"));
    assertTrue(message.contains("\r\n  Not delivered in 5 days (5.4.7)\r\n"));
    assertTrue(message.contains("Your message was delivered to:\r\n\r\n<ann@example.net>\r\n"));
    assertFalse(message.contains("Diagnostic-Code"));
  }

  @Test
  void noLineIsTooLong() throws IOException {
    String message =
        write(report(true, failed("joe@example.net", "550 " + "é".repeat(2000))), "S: x\r\n", true);
    assertTrue(
        message.lines().allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 998));
  }

  @Test
  void binaryOctetsAreReturnedAsSuch() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report(false, failed("joe@example.net", "550 no"))
        .write(
            out,
            new DeliveryReport.Returned(
                to -> to.write(new byte[] {'S', ':', 'x', 13, 10, 13, 10, 0, (byte) 200}),
                false,
                DeliveryReport.Encoding.BINARY));
    String message = out.toString(StandardCharsets.ISO_8859_1);
    assertTrue(
        message.contains("\r\nContent-Transfer-Encoding: binary\r\n\r\nS:x\r\n\r\n\0\u00c8"));
  }

  @Test
  void aReportIsAboutSomebody() {
    assertThrows(IllegalArgumentException.class, () -> report(false));
  }
}
