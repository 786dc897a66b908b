package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AnyCertificate;
import org.mailkeep.kernel.Chance;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Proof;

class SecurityTest {
  private static final String HELLO = "S: 220\nC: HELO client.example.net\nS: 250 mx.example.org\n";
  private static final SmtpRules NO_PLAIN_TEXT =
      new SmtpRules(
          true,
          true,
          true,
          true,
          false,
          false,
          Mechanisms.standard(Chance.secure()).of(Set.of(Proof.PASSWORD)),
          false);

  private static void startTls(Wire.Client client) throws IOException {
    SSLSocketFactory sockets = AnyCertificate.context().getSocketFactory();
    var secure = (SSLSocket) sockets.createSocket(client.socket(), "localhost", 1, true);
    secure.startHandshake();
    client.secure(secure);
  }

  @Test
  void startsTlsAndForgetsWhatWasSaidBefore() throws IOException {
    try (var wire = new Wire(SmtpService.SUBMISSION, NO_PLAIN_TEXT, Wire.LIMITS)) {
      var client =
          wire.client()
              .dialogue(
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
                  S: 250 HELP
                  C: AUTH PLAIN AGphbmUAeA==
                  S: 538 5.7.11
                  C: STARTTLS
                  S: 220 2.0.0
                  """);
      startTls(client);
      client.dialogue(
          """
          C: MAIL FROM:<a@x.org>
          S: 503
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
          S: 250-AUTH PLAIN LOGIN
          S: 250 HELP
          C: AUTH PLAIN AGphbmUAeA==
          S: 235 2.7.0
          C: AUTH PLAIN AGphbmUAeA==
          S: 503
          C: QUIT
          S: 221
          """);
      assertEquals("login /jane/x", wire.server.log.getFirst());
    }
  }

  @Test
  void dropsCommandsInjectedBeforeTls() throws IOException {
    try (var wire = new Wire(SmtpService.RELAY)) {
      var client = wire.client().dialogue(HELLO);
      client.send("STARTTLS\r\nMAIL FROM:<evil@x.org>\r\nRCPT TO:<jane@x.org>\r\n");
      client.expect("220 2.0.0");
      startTls(client);
      client.dialogue("C: NOOP\nS: 250 2.0.0 Ok\n");
    }
  }

  @Test
  void carriesTheExchangesOfAuth() throws IOException {
    try (var wire = new Wire(SmtpService.SUBMISSION)) {
      wire.dialogue(
          HELLO
              + """
              C: AUTH PLAIN
              S: 334\s
              C: am9lAGphbmUAc2VjcmV0
              S: 235 2.7.0
              C: QUIT
              S: 221
              """);
      wire.dialogue(
          HELLO
              + """
              C: AUTH LOGIN
              S: 334 VXNlcm5hbWU6
              C: amFuZQ==
              S: 334 UGFzc3dvcmQ6
              C: c2VjcmV0
              S: 235 2.7.0
              C: QUIT
              S: 221
              """);
      wire.dialogue(
          HELLO
              + """
              C: AUTH LOGIN amFuZQ==
              S: 334 UGFzc3dvcmQ6
              C: c2VjcmV0
              S: 235 2.7.0
              """);
      assertEquals(
          List.of("login joe/jane/secret", "login /jane/secret", "login /jane/secret"),
          wire.server.log.stream().filter(line -> line.startsWith("login")).toList());
    }
  }

  @Test
  void letsAClientGiveUpAuth() throws IOException {
    try (var wire = new Wire(SmtpService.SUBMISSION)) {
      wire.dialogue(HELLO + "C: AUTH PLAIN\nS: 334\nC: *\nS: 501 5.7.0\nC: NOOP\nS: 250\n");
      wire.dialogue(HELLO + "C: AUTH PLAIN\nS: 334\nC: !!\nS: 501 5.5.2\nC: NOOP\nS: 250\n");
      wire.dialogue(HELLO + "C: AUTH PLAIN =\nS: 501 5.5.2\nC: NOOP\nS: 250\n");
      wire.dialogue(HELLO + "C: AUTH CRAM-MD5\nS: 504 5.5.4\nC: NOOP\nS: 250\n");
      wire.dialogue(
          HELLO
              + "C: AUTH LOGIN\nS: 334\nC: "
              + "A".repeat(2000)
              + "\nS: 500 5.5.6\nC: NOOP\nS: 250\n");
      wire.dialogue(HELLO + "C: AUTH PLAIN AGJ1c3kAeA==\nS: 451 4.4.3\nC: NOOP\nS: 250\n");
    }
  }

  @Test
  void anAbortedTlsHandshakeEndsTheSession() throws IOException {
    try (var wire = new Wire(SmtpService.RELAY)) {
      var client = wire.client().dialogue(HELLO + "C: STARTTLS\nS: 220\n");
      client.send("NOOP\r\nNOOP\r\n");
      Wire.until(() -> wire.server.log.contains("disconnect"));
    }
  }
}
