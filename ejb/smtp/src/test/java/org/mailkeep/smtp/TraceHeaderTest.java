package org.mailkeep.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.wire.smtp.HelloKind;
import org.mailkeep.wire.smtp.MailParameters;
import org.mailkeep.wire.smtp.SmtpService;
import org.mailkeep.wire.smtp.SmtpSession;

class TraceHeaderTest {

  private static String received(Talk talk, boolean utf8, String... recipients) {
    talk.mail("", new MailParameters(-1, MailParameters.Body.SEVEN_BIT, utf8, null, null, null));
    for (String recipient : recipients) {
      talk.rcpt(recipient);
    }
    talk.data("\r\n");
    String message = talk.queue.messages.getLast();
    return message.substring(message.indexOf("Received:"));
  }

  @ParameterizedTest
  @CsvSource({
    "RELAY,      HELO, false, false, false, SMTP",
    "RELAY,      EHLO, false, false, false, ESMTP",
    "RELAY,      EHLO, true,  false, false, ESMTPS",
    "RELAY,      EHLO, true,  false, true,  UTF8SMTPS",
    "SUBMISSION, EHLO, false, true,  false, ESMTPA",
    "SUBMISSION, EHLO, true,  true,  false, ESMTPSA",
    "SUBMISSION, EHLO, true,  true,  true,  UTF8SMTPSA",
    "LMTP,       LHLO, false, false, false, LMTP",
    "LMTP,       LHLO, true,  false, false, LMTPS",
    "LMTP,       LHLO, false, false, true,  UTF8LMTP",
  })
  void namesTheProtocol(
      SmtpService service, HelloKind kind, boolean tls, boolean login, boolean utf8, String with) {
    var talk = new Talk(service);
    if (tls) {
      talk.session.secured(new SmtpSession.Tls("TLSv1.3", "X"));
    }
    talk.hello(kind, "client.example.net");
    if (login) {
      talk.login("jane@example.org", "secret");
    }
    String header = received(talk, utf8, "jane@example.org");
    assertTrue(header.contains("with " + with + (tls ? " (TLSv1.3 X)" : "") + "\r\n"), header);
  }

  @ParameterizedTest
  @CsvSource({
    "client.example.net, client.example.net",
    "[192.0.2.7],        [192.0.2.7]",
    "my_pc,              my_pc",
    "a(b)@c,             [192.0.2.7]",
    "x;y,                [192.0.2.7]",
    "müller.example,     [192.0.2.7]",
  })
  void keepsStrangeNamesOut(String hello, String from) {
    var talk = new Talk(SmtpService.SUBMISSION);
    talk.hello(HelloKind.EHLO, hello);
    talk.login("jane@example.org", "secret");
    String header = received(talk, false, "joe@example.org");
    assertTrue(header.startsWith("Received: from " + from + " ([192.0.2.7])\r\n"), header);
  }

  @Test
  void writesIpv6AsALiteral() {
    var talk = new Talk(SmtpService.RELAY, "2001:db8::7");
    talk.hello(HelloKind.EHLO, "client.example.net");
    String header = received(talk, false, "jane@example.org");
    assertEquals(
        "Received: from client.example.net ([IPv6:2001:db8:0:0:0:0:0:7])",
        header.substring(0, header.indexOf("\r\n")));
  }
}
