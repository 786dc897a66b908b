package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.kernel.Chance;
import org.mailkeep.wire.sasl.ClientIdentity;
import org.mailkeep.wire.sasl.MechanismName;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.Deadlines;
import org.mailkeep.wire.transport.Dialler;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportLimits;

/// AUTH by mechanisms that show no password, client and server over TLS.
class AuthTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Mechanisms ALL =
      Mechanisms.standard(Chance.secure())
          .of(Set.of(Proof.PASSWORD, Proof.SCRAM, Proof.BEARER, Proof.CERTIFICATE));

  private static SmtpRules rules(Mechanisms mechanisms) {
    return new SmtpRules(true, true, true, true, false, false, mechanisms, true);
  }

  private static SmtpClient client(Wire wire, Deadlines deadlines) throws IOException {
    var around =
        Surroundings.of(
            _ -> {},
            TransportLimits.defaults(),
            new ServerTls(new Certificates(List.of())),
            deadlines);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), wire.port());
    var to = new Dialler.Destination(address, Optional.empty(), SOON, SOON);
    Connection connection =
        assertInstanceOf(Dialler.Connected.class, new Dialler(around).dial(to)).connection();
    var timeouts = ClientTimeouts.standard();
    return new SmtpClient(connection, new SmtpClient.Setup("client.example.net", false, timeouts));
  }

  /// Logs in over TLS.
  private static ClientStep login(Mechanisms mechanisms, ClientIdentity identity, List<String> log)
      throws IOException {
    try (var wire = new Wire(SmtpService.SUBMISSION, rules(mechanisms), Wire.LIMITS);
        var deadlines = new Deadlines(Duration.ofMillis(10));
        var client = client(wire, deadlines)) {
      client.greet();
      client.startTls(ClientTls.opportunistic(SOON), "localhost");
      ClientStep step = client.authenticate(identity);
      log.addAll(wire.server.log);
      assertTrue(client.reset() || step instanceof ClientStep.Lost);
      return step;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SCRAM_SHA_256", "SCRAM_SHA_256_PLUS"})
  void scramLogsIn(MechanismName name) throws IOException {
    var log = new ArrayList<String>();
    var identity = new ClientIdentity.Password("jane", "pencil");
    var step = login(ALL.only(List.of(name, MechanismName.PLAIN)), identity, log);
    assertInstanceOf(ClientStep.Done.class, step);
    assertTrue(log.contains("scram jane true"), log.toString());
  }

  @Test
  void aWrongPasswordIsRefused() throws IOException {
    var log = new ArrayList<String>();
    var step = login(ALL, new ClientIdentity.Password("jane", "pencils"), log);
    assertEquals(535, assertInstanceOf(ClientStep.Refused.class, step).reply().code());
    assertTrue(log.contains("scram jane false"), log.toString());
  }

  @Test
  void withoutKeysThereIsNoAnswerForNow() throws IOException {
    var log = new ArrayList<String>();
    var step = login(ALL, new ClientIdentity.Password("busy", "pencil"), log);
    assertEquals(454, assertInstanceOf(ClientStep.Refused.class, step).reply().code());
  }

  @ParameterizedTest
  @EnumSource(names = {"OAUTHBEARER", "XOAUTH2"})
  void aTokenIsRefusedWithItsReason(MechanismName name) throws IOException {
    var log = new ArrayList<String>();
    var identity = new ClientIdentity.Token("jane@example.org", "t0ken");
    var step = login(ALL.only(List.of(name)), identity, log);
    assertEquals(535, assertInstanceOf(ClientStep.Refused.class, step).reply().code());
    assertTrue(log.contains("bearer jane@example.org/t0ken"), log.toString());
  }

  @Test
  void theReasonStandsInAChallenge() throws IOException {
    try (var wire = new Wire(SmtpService.SUBMISSION, rules(ALL), Wire.LIMITS)) {
      wire.dialogue(
          """
          S: 220
          C: EHLO client
          S: 250-mx
          S: 250-PIPELINING
          S: 250-SIZE
          S: 250-8BITMIME
          S: 250-BINARYMIME
          S: 250-SMTPUTF8
          S: 250-CHUNKING
          S: 250-ENHANCED
          S: 250-DSN
          S: 250-STARTTLS
          S: 250-AUTH SCRAM-SHA-256 OAUTHBEARER XOAUTH2 PLAIN LOGIN
          S: 250 HELP
          C: AUTH OAUTHBEARER bixhPWphbmUsAWF1dGg9QmVhcmVyIHgBAQ==
          S: 334 eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=
          C: AQ==
          S: 535 5.7.8
          C: AUTH EXTERNAL =
          S: 504 5.5.4
          C: AUTH SCRAM-SHA-256 biwsbj1qYW5lLHI9eA==
          S: 334 cj14
          C: *
          S: 501 5.7.0
          """);
      assertFalse(wire.server.log.contains("scram jane true"));
    }
  }
}
