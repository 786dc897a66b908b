package org.mailkeep.wire.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.wire.sasl.Channel;
import org.mailkeep.wire.sasl.ClientExchange;
import org.mailkeep.wire.sasl.ClientIdentity;

/// AUTHENTICATE by mechanisms of several steps.
final class AuthenticateTest {
  private final ScriptedListener server = new ScriptedListener();
  private Loopback loopback;

  @BeforeEach
  void connect() throws IOException {
    loopback = new Loopback(server, Loopback.LIMITS);
    assertEquals("* OK Hello", loopback.line());
  }

  @AfterEach
  void close() throws IOException {
    loopback.close();
  }

  private static ClientExchange scram(String login, String password) {
    return ClientExchange.choose(
            List.of("SCRAM-SHA-256"),
            new ClientIdentity.Password(login, password),
            Channel.CONFIDENTIAL,
            Chance.secure())
        .orElseThrow();
  }

  /// Runs an exchange to its end.
  ///
  /// @return the tagged reply
  private String authenticate(ClientExchange client) throws IOException {
    loopback.send("a AUTHENTICATE " + client.name() + "\r\n");
    String line = loopback.line();
    while (line.startsWith("+ ")) {
      byte[] challenge = Base64.getDecoder().decode(line.substring(2));
      String answer = client.answer(challenge).map(Base64.getEncoder()::encodeToString).orElse("*");
      loopback.send(answer + "\r\n");
      line = loopback.line();
    }
    return line;
  }

  @Test
  void scramLogsIn() throws IOException {
    var client = scram("jane", "secret");
    assertEquals("a OK Welcome jane", authenticate(client));
    assertTrue(client.isComplete());
  }

  @Test
  void aWrongPasswordIsRefused() throws IOException {
    assertEquals("a NO [AUTHENTICATIONFAILED] Wrong", authenticate(scram("jane", "secrets")));
    assertEquals("a OK Welcome jane", authenticate(scram("jane", "secret")));
  }

  @Test
  void withoutKeysThereIsNoAnswerForNow() throws IOException {
    assertEquals("a NO [UNAVAILABLE] Try again later", authenticate(scram("busy", "secret")));
  }

  @Test
  void aTokenIsRefusedWithItsReason() throws IOException {
    loopback.send("a AUTHENTICATE OAUTHBEARER bixhPWphbmUsAWF1dGg9QmVhcmVyIHgBAQ==\r\n");
    assertEquals("+ eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=", loopback.line());
    loopback.send("AQ==\r\n");
    assertEquals("a NO [AUTHENTICATIONFAILED] Wrong", loopback.line());
    loopback.send("b LOGIN jane wrong\r\n");
    assertEquals("b NO [AUTHENTICATIONFAILED] Wrong", loopback.line());
  }

  @Test
  void whatIsNotOfferedCannotBeUsed() throws IOException {
    for (String name : List.of("EXTERNAL", "CRAM-MD5", "SCRAM-SHA-256-PLUS", "GSSAPI")) {
      loopback.send("a AUTHENTICATE " + name + "\r\n");
      assertEquals("a NO [CANNOT] No such mechanism", loopback.line());
    }
  }

  @Test
  void aClientThatGivesUpMayGoOn() throws IOException {
    loopback.send("a AUTHENTICATE SCRAM-SHA-256 biwsbj1qYW5lLHI9eA==\r\n");
    assertTrue(loopback.line().startsWith("+ cj14"));
    loopback.send("*\r\n");
    assertEquals("a BAD Cancelled", loopback.line());
    assertEquals("a OK Welcome jane", authenticate(scram("jane", "secret")));
  }
}
