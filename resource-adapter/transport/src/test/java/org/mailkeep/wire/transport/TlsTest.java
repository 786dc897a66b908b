package org.mailkeep.wire.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.telemetry.ConnectionEvent;
import org.mailkeep.telemetry.TlsEvent;

class TlsTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private static ListenerConfig.Tls tls(boolean implicit) {
    return new ListenerConfig.Tls(true, implicit, Set.of(), Set.of(), true, SOON);
  }

  private static Wire wire(ListenerConfig.Tls tls, Certificates certificates) throws IOException {
    return new Wire(new Parrot(), config -> config.withTls(tls), Wire.LIMITS, certificates);
  }

  private static SSLSocket secured(Wire.Client client, String name) throws IOException {
    var secure = TestCertificates.client(client.socket(), name);
    secure.startHandshake();
    return secure;
  }

  private static String subject(SSLSocket secure) throws IOException {
    var certificate = (X509Certificate) secure.getSession().getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  @Test
  void plainTextBehindStartTlsIsDropped() throws IOException {
    try (var wire = wire(tls(false), TestCertificates.ec())) {
      var client = wire.client();
      client.line();
      client.send("STARTTLS\r\nevil command\r\n");
      assertEquals("go ahead", client.line());
      var secure = wire.client(secured(client, "mail.example.org"));
      assertEquals("dropped 14", secure.line());
      assertEquals("good", secure.send("good\r\n").line());
      var started = wire.events.await(TlsEvent.Started.class);
      assertEquals("TLSv1.3", started.protocol());
    }
  }

  @Test
  void implicitTlsEncryptsFromTheFirstOctet() throws IOException {
    try (var wire = wire(tls(true), TestCertificates.ec())) {
      var secure = wire.client(secured(wire.client(), "mail.example.org"));
      assertEquals("hello 127.0.0.1", secure.line());
      assertEquals("a".repeat(900), secure.send("a".repeat(900) + "\r\n").line());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mail.example.org, CN=mail.example.org",
    "MAIL.example.ORG, CN=mail.example.org",
    "imap.example.net, CN=wild",
    "a.b.example.net, CN=mail.example.org",
    "unknown.example, CN=mail.example.org",
    "localhost, CN=mail.example.org",
  })
  void theNameThatIsAskedForChoosesTheCertificate(String name, String subject) throws IOException {
    try (var wire = wire(tls(true), TestCertificates.both())) {
      assertEquals(subject, subject(secured(wire.client(), name)));
    }
  }

  @Test
  void aClientThatKnowsOnlyRsaGetsAnRsaCertificate() throws IOException {
    try (var wire = wire(tls(true), TestCertificates.both())) {
      var secure = TestCertificates.client(wire.client().socket(), "mail.example.org");
      secure.setEnabledProtocols(new String[] {"TLSv1.2"});
      secure.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
      secure.startHandshake();
      assertEquals("CN=wild", subject(secure));
    }
  }

  @Test
  void certificatesAreExchangedWhileConnectionsGoOn() throws IOException {
    try (var wire = wire(tls(true), TestCertificates.ec())) {
      var old = wire.client(secured(wire.client(), "x.example.net"));
      old.line();
      wire.tls.use(new Certificates(List.of(TestCertificates.entry("rsa", true))));
      var fresh = TestCertificates.client(wire.client().socket(), "x.example.net");
      fresh.startHandshake();
      assertEquals("CN=wild", subject(fresh));
      assertEquals("still here", old.send("still here\r\n").line());
    }
  }

  @Test
  void versionsAndSuitesCanBeLeftOut() throws IOException {
    var strict =
        new ListenerConfig.Tls(
            true,
            true,
            Set.of("TLSv1.2"),
            Set.of("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"),
            true,
            SOON);
    try (var wire = wire(strict, TestCertificates.ec())) {
      var modern = secured(wire.client(), "mail.example.org");
      assertEquals("TLS_AES_128_GCM_SHA256", modern.getSession().getCipherSuite());
      var old = TestCertificates.client(wire.client().socket(), "mail.example.org");
      old.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThrows(SSLException.class, old::startHandshake);
      assertTrue(wire.events.await(TlsEvent.Failed.class).reason().startsWith("TLS failed"));
    }
  }

  @Test
  void halfAHandshakeTimesOutWithoutAWord() throws IOException {
    var hasty = new ListenerConfig.Tls(true, true, Set.of(), Set.of(), true, Duration.ofMillis(50));
    try (var wire = wire(hasty, TestCertificates.ec())) {
      var client = wire.client();
      client.send("\26\3\1\2\0\1\0\1");
      assertEquals("<end>", client.line());
      assertEquals("timed out: TLS", wire.events.await(ConnectionEvent.TimedOut.class).limit());
    }
  }

  @Test
  void plainTextToAnEncryptedPortEndsTheConnection() throws IOException {
    try (var wire = wire(tls(true), TestCertificates.ec())) {
      var client = wire.client();
      client.send("EHLO example.org\r\n");
      wire.events.await(TlsEvent.Failed.class);
      wire.events.await(ConnectionEvent.Closed.class);
      assertFalse(client.line().contains("hello"));
    }
  }

  @Test
  void aSilentClientIsToldFarewellThroughTls() throws IOException {
    var limits =
        new TransportLimits(
            Duration.ofMillis(300), Duration.ofSeconds(9), 2000, Duration.ofSeconds(1));
    try (var wire =
        new Wire(
            new Parrot(), config -> config.withTls(tls(true)), limits, TestCertificates.ec())) {
      var secure = wire.client(secured(wire.client(), "mail.example.org"));
      assertEquals("hello 127.0.0.1", secure.line());
      assertEquals("farewell TIMED_OUT", secure.line());
      assertEquals("<end>", secure.line());
    }
  }

  @Test
  void muchGoesThroughInBothDirections() throws IOException {
    try (var wire = wire(tls(false), TestCertificates.ec());
        var connection = dialled(wire)) {
      connection.input().readLine(100);
      connection.output().write("STARTTLS\r\n");
      connection.input().readLine(100);
      connection.startTls(ClientTls.opportunistic(SOON), "mail.example.org");
      connection.input().readLine(100);
      connection.output().write("LITERAL 3000000\r\n");
      var ones = new byte[100_000];
      Arrays.fill(ones, (byte) 1);
      for (int i = 0; i < 30; i++) {
        connection.output().write(ones);
      }
      var sum = assertInstanceOf(Line.Whole.class, connection.input().readLine(100));
      assertEquals("sum 3000000", sum.latin1());
      connection.output().write("BIG 5000000\r\nend\r\n");
      connection.input().transfer(5_000_000, (_, from, to) -> to - from);
      var end = assertInstanceOf(Line.Whole.class, connection.input().readLine(100));
      assertEquals("end", end.latin1());
    }
  }

  private static Connection dialled(Wire wire) {
    var to =
        new Dialler.Destination(wire.listener.addresses().getFirst(), Optional.empty(), SOON, SOON);
    var dialled = new Dialler(wire.around).dial(to);
    return assertInstanceOf(Dialler.Connected.class, dialled).connection();
  }

  @Test
  void withoutACertificateNothingIsOffered() throws IOException {
    try (var wire = wire(tls(false), new Certificates(List.of()))) {
      assertFalse(wire.tls.isReady());
      wire.tls.use(TestCertificates.ec());
      assertTrue(wire.tls.isReady());
      assertEquals(Set.of("mail.example.org", "localhost"), namesOfFirst(wire));
    }
  }

  private static Set<String> namesOfFirst(Wire wire) {
    return wire.tls.certificates().entries().getFirst().names();
  }
}
