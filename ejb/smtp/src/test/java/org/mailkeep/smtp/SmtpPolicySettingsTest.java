package org.mailkeep.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mailkeep.expression.Values;
import org.mailkeep.wire.smtp.HelloKind;
import org.mailkeep.wire.smtp.SmtpService;

/// What the configuration says decides, at the stage where it is asked.
class SmtpPolicySettingsTest {
  private static final String STRANGER = "192.0.2.7";

  private static Talk relay(String toml) {
    return new Talk(SmtpService.RELAY, STRANGER, toml);
  }

  @Test
  void tellsServersFromUsersByDefault() {
    assertTrue(relay("").hello(HelloKind.EHLO, "laptop").startsWith("550 5.5.0"));
    assertEquals("250 2.1.0 Sender ok", Talk.relay().mail("a@example.net"));
    var submission = new Talk(SmtpService.SUBMISSION);
    assertTrue(submission.hello(HelloKind.EHLO, "laptop").startsWith("250"));
    assertTrue(submission.mail("jane@example.org").startsWith("530"));
  }

  @Test
  void plainValuesHoldForAll() {
    var talk = relay("session.ehlo.reject-non-fqdn = false\nsession.auth.require = true\n");
    assertTrue(talk.hello(HelloKind.EHLO, "laptop").startsWith("250"));
    assertTrue(talk.mail("a@example.net").startsWith("530"));
  }

  @Test
  void theGreetingMayBeAnExpression() {
    var talk =
        relay("session.connect.greeting = \"key_get('default', 'hostname') + ' at ' + listener\"");
    talk.world.keys.put("default/hostname", Values.of("mx.example.net"));
    assertEquals(
        "220 mx.example.org ESMTP mx.example.net at test",
        talk.server.connect(talk.session).toString());
  }

  @Test
  void strangersMayBeAskedToLogInBySender() {
    var talk =
        relay(
            "session.auth.require = \"is_local_domain('', sender_domain) && remote_ip !="
                + " '10.0.0.0/8'\"");
    talk.hello(HelloKind.EHLO, "client.example.net");
    assertTrue(talk.mail("jane@example.org").startsWith("530"));
    assertTrue(talk.mail("a@example.net").startsWith("250"));
  }

  @Test
  void relayingIsForThoseWhoLoggedInUnlessARuleSaysMore() {
    String toml =
        """
        session.rcpt.relay = [ { if = "remote-ip", eq = "192.0.2.7", then = true },
                               { if = "rcpt-domain", eq = "partner.example", then = true },
                               { else = false } ]
        """;
    var near = relay(toml);
    near.hello(HelloKind.EHLO, "client.example.net");
    near.mail("a@example.net");
    assertTrue(near.rcpt("x@elsewhere.example").startsWith("250"));
    var far = new Talk(SmtpService.RELAY, "198.51.100.1", toml);
    far.hello(HelloKind.EHLO, "client.example.net");
    far.mail("a@example.net");
    assertTrue(far.rcpt("x@elsewhere.example").startsWith("550 5.7.1"));
    assertTrue(far.rcpt("x@partner.example").startsWith("250"));
    var standard = Talk.relay();
    standard.mail("a@example.net");
    assertTrue(standard.rcpt("x@elsewhere.example").startsWith("550 5.7.1"));
  }

  @Test
  void whatCannotBeAnsweredIsATemporaryFailure() {
    var talk = relay("session.auth.require = \"is_local_domain('down', sender_domain)\"");
    talk.hello(HelloKind.EHLO, "client.example.net");
    assertTrue(talk.mail("a@example.net").startsWith("451 4.3.0"));
  }

  @Test
  void headersAreCompletedWhereTheRuleSaysSo() {
    var talk =
        new Talk(
            SmtpService.RELAY, STRANGER, "session.data.complete-headers = \"listener = 'test'\"\n");
    talk.hello(HelloKind.EHLO, "client.example.net");
    talk.mail("a@example.net");
    talk.rcpt("jane@example.org");
    assertTrue(talk.data("Subject: x\r\n\r\nx\r\n").startsWith("250"));
    assertTrue(talk.message().contains("Message-ID: "));
  }
}
