package org.mailkeep.wire.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.Chance;
import org.mailkeep.wire.sasl.Channel;
import org.mailkeep.wire.sasl.ClientExchange;
import org.mailkeep.wire.sasl.ClientIdentity;

/// AUTH by mechanisms that show no password (RFC 5034 §4), and STLS before it (RFC 2595 §4).
final class AuthTest {
  private static final ClientIdentity JANE = new ClientIdentity.Password("jane", "secret");

  private Loopback loopback;

  @BeforeEach
  void connect() throws IOException {
    loopback = new Loopback(new ScriptedListener());
    assertEquals("+OK Hello", loopback.line());
  }

  @AfterEach
  void close() throws IOException {
    loopback.close();
  }

  private static ClientExchange exchange(String mechanism, ClientIdentity identity) {
    return ClientExchange.choose(
            List.of(mechanism), identity, Channel.CONFIDENTIAL, Chance.secure())
        .orElseThrow();
  }

  /// Runs an exchange to its end.
  ///
  /// @return the status
  private String authenticate(ClientExchange client) throws IOException {
    Base64.Encoder base64 = Base64.getEncoder();
    String initial = client.initial().map(base64::encodeToString).orElse("");
    String first = initial.isEmpty() ? "=" : initial;
    loopback.send("AUTH " + client.name() + (client.initial().isPresent() ? " " + first : ""));
    String line = loopback.line();
    while (line.startsWith("+ ")) {
      byte[] challenge = Base64.getDecoder().decode(line.substring(2));
      loopback.send(client.answer(challenge).map(base64::encodeToString).orElse("*"));
      line = loopback.line();
    }
    return line;
  }

  @Test
  void scramLogsIn() throws IOException {
    ClientExchange client = exchange("SCRAM-SHA-256", JANE);
    assertEquals("+OK Welcome jane", authenticate(client));
    assertTrue(client.isComplete());
  }

  @Test
  void aWrongPasswordIsRefused() throws IOException {
    var wrong = new ClientIdentity.Password("jane", "secrets");
    assertEquals("-ERR [AUTH] Wrong", authenticate(exchange("SCRAM-SHA-256", wrong)));
    assertEquals("+OK Welcome jane", authenticate(exchange("SCRAM-SHA-256", JANE)));
  }

  @Test
  void withoutKeysThereIsNoAnswerForNow() throws IOException {
    var busy = new ClientIdentity.Password("busy", "secret");
    assertEquals("-ERR [SYS/TEMP] Try again later", authenticate(exchange("SCRAM-SHA-256", busy)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OAUTHBEARER", "XOAUTH2"})
  void aTokenLogsInOrIsRefused(String mechanism) throws IOException {
    var wrong = new ClientIdentity.Token("jane", "t0ken");
    assertEquals("-ERR [AUTH] Wrong", authenticate(exchange(mechanism, wrong)));
    var right = new ClientIdentity.Token("jane", "secret");
    assertEquals("+OK Welcome jane", authenticate(exchange(mechanism, right)));
  }

  @Test
  void theReasonStandsInAChallenge() throws IOException {
    loopback.send("AUTH OAUTHBEARER bixhPWphbmUsAWF1dGg9QmVhcmVyIHgBAQ==");
    assertEquals("+ eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=", loopback.line());
    loopback.send("AQ==");
    assertEquals("-ERR [AUTH] Wrong", loopback.line());
    loopback.send("NOOP");
    assertEquals("-ERR Not allowed now", loopback.line());
  }

  @Test
  void aClientThatGivesUpMayGoOn() throws IOException {
    loopback.send("AUTH SCRAM-SHA-256 biwsbj1qYW5lLHI9eA==");
    assertTrue(loopback.line().startsWith("+ cj14"));
    loopback.send("*");
    assertEquals("-ERR Cancelled", loopback.line());
    assertEquals("+OK Welcome jane", authenticate(exchange("SCRAM-SHA-256", JANE)));
  }

  @Test
  void aCertificateLogsInOverTls() throws IOException {
    var certificate = new ClientIdentity.Certificate("");
    assertEquals("-ERR No such mechanism", authenticate(exchange("EXTERNAL", certificate)));
    loopback.encrypt(true);
    assertEquals("+OK Welcome jane@example.org", authenticate(exchange("EXTERNAL", certificate)));
  }

  @Test
  void aCertificateIsNobodyElses() throws IOException {
    loopback.encrypt(true);
    var joe = new ClientIdentity.Certificate("joe");
    assertEquals("-ERR [AUTH] Wrong", authenticate(exchange("EXTERNAL", joe)));
  }

  @Test
  void withoutACertificateThereIsNoExternal() throws IOException {
    loopback.encrypt(false);
    var certificate = new ClientIdentity.Certificate("");
    assertEquals("-ERR No such mechanism", authenticate(exchange("EXTERNAL", certificate)));
    loopback.send("STLS");
    assertEquals("-ERR No TLS to be had", loopback.line());
    assertEquals("+OK Welcome jane", authenticate(exchange("SCRAM-SHA-256", JANE)));
  }
}
