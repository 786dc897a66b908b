package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.sasl.Channel;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Proof;

class SmtpSettingsTest {

  private static SmtpSetup setup(String toml, SmtpService service) {
    return SmtpSettings.setup(
        Configuration.of(toml, SmtpSettings.class),
        service,
        Mechanisms.standard(Chance.secure()).of(Set.of(Proof.PASSWORD)));
  }

  private static List<String> offered(SmtpRules rules) {
    return rules.mechanisms().offered(Channel.CONFIDENTIAL);
  }

  /// A session of someone at this address.
  private static SmtpSession session(String remote) {
    return new SmtpSession(
        new SmtpSession.Peer(
            1,
            "submission",
            SmtpService.SUBMISSION,
            new InetSocketAddress(InetAddress.ofLiteral(remote), 40_000),
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 10_587),
            587));
  }

  private static SmtpLimits limits(String toml, SmtpService service) {
    return setup(toml, service).limits().apply(session("192.0.2.9"));
  }

  private static SmtpRules rules(String toml, SmtpService service) {
    return setup(toml, service).rules().apply(session("192.0.2.9"));
  }

  @Test
  void hasSensibleDefaults() {
    SmtpLimits limits = limits("", SmtpService.RELAY);
    assertEquals(100, limits.recipients());
    assertEquals(104_857_600, limits.messageSize());
    assertEquals(Duration.ofMinutes(5), limits.timeout());
    assertEquals(new SmtpLimits.Errors(3, Duration.ofSeconds(5)), limits.authErrors());
  }

  @Test
  void offersAuthOnSubmissionOnly() {
    assertEquals(List.of("PLAIN", "LOGIN"), offered(rules("", SmtpService.SUBMISSION)));
    assertEquals(List.of(), offered(rules("", SmtpService.RELAY)));
    assertEquals(List.of(), offered(rules("", SmtpService.LMTP)));
  }

  @Test
  void forgivesLmtpItsDeadAddresses() {
    assertEquals(SmtpLimits.Errors.NONE, limits("", SmtpService.LMTP).rcptErrors());
  }

  @Test
  void doesAsTheFileSays() {
    String toml =
        """
        session.timeout = "30s"
        session.auth.errors.max = 7
        session.auth.mechanisms = ["login"]
        session.data.limits.size = "1m"
        session.extensions.chunking = false
        """;
    SmtpLimits limits = limits(toml, SmtpService.SUBMISSION);
    assertEquals(Duration.ofSeconds(30), limits.timeout());
    assertEquals(7, limits.authErrors().total());
    assertEquals(1 << 20, limits.messageSize());
    assertEquals(List.of("LOGIN"), offered(rules(toml, SmtpService.SUBMISSION)));
    assertFalse(rules(toml, SmtpService.SUBMISSION).chunking());
  }

  @Test
  void refusesLimitsUnderWhichNoMailFlows() {
    assertThrows(
        IllegalArgumentException.class,
        () -> setup("session.data.limits.size = 0", SmtpService.RELAY));
  }

  @Test
  void whoAsksDecides() {
    SmtpSetup setup =
        setup(
            """
            session.auth.mechanisms = "[plain] + [login]"
            session.extensions.chunking = [
              { if = "remote_ip = '10.0.0.0/8'", then = true }, { else = false } ]
            session.extensions.dsn = [
              { if = "remote-ip", eq = "10.0.0.0/8", then = true }, { else = false } ]
            session.data.limits.size = [
              { if = "authenticated_as != '' && local_port = 587", then = "9000" }, { else = 100 } ]
            session.rcpt.max-recipients = [
              { if = "sender_domain = 'example.org'", then = 500 }, { else = 10 } ]
            session.timeout = [ { if = "listener = 'submission'", then = "1m" }, { else = "5m" } ]
            """,
            SmtpService.SUBMISSION);
    SmtpSession near = session("10.1.2.3");
    SmtpSession far = session("192.0.2.9");
    assertEquals(List.of("PLAIN", "LOGIN"), offered(setup.rules().apply(near)));
    assertTrue(setup.rules().apply(near).chunking());
    assertFalse(setup.rules().apply(far).chunking());
    assertTrue(setup.rules().apply(near).dsn());
    assertFalse(setup.rules().apply(far).dsn());
    assertEquals(100, setup.limits().apply(near).messageSize());
    assertEquals(10, setup.limits().apply(near).recipients());
    assertEquals(Duration.ofMinutes(1), setup.limits().apply(near).timeout());
    near.authenticated("jane");
    near.open(new Envelope(new Command.Mail(new Path("Jane", "Example.ORG"), MailParameters.NONE)));
    assertEquals(9000, setup.limits().apply(near).messageSize());
    assertEquals(500, setup.limits().apply(near).recipients());
  }

  @Test
  void vrfyAndExpnAreForThoseWhoLoggedIn() {
    SmtpSetup setup = setup("", SmtpService.SUBMISSION);
    SmtpSession session = session("192.0.2.9");
    assertFalse(setup.rules().apply(session).vrfy());
    assertFalse(setup.rules().apply(session).expn());
    session.authenticated("jane");
    assertTrue(setup.rules().apply(session).vrfy());
    assertTrue(setup.rules().apply(session).expn());
  }

  @Test
  void aRuleThatComesToNothingIsTheDefault() {
    String toml = "session.rcpt.max-recipients = \"remote_port * 1000\"";
    assertEquals(100, limits(toml, SmtpService.RELAY).recipients());
  }

  @Test
  void whatIsNotKnownAtAStageIsRefused() {
    var problem =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                setup(
                    "session.timeout = [{ if = \"sender = ''\", then = '1m' }, { else = '1m' }]",
                    SmtpService.RELAY));
    assertTrue(
        String.valueOf(problem.getMessage())
            .contains(
                "column 1: sender is not known here; known are listener, remote_ip, remote_port,"
                    + " local_ip, local_port, protocol, is_tls"));
  }
}
