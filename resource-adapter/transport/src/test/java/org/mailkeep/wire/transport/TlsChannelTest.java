package org.mailkeep.wire.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.kernel.AnyCertificate;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.settings.Configuration;
import org.mailkeep.telemetry.TlsEvent;
import org.mailkeep.wire.sasl.Channel;
import org.mailkeep.wire.sasl.Channel.Binding;

/// What ties SASL to a connection, and whom a client's certificate vouches for.
class TlsChannelTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /// Says what the server sees of the channel, then ends.
  private static final class Teller implements Protocol {
    @Override
    public Conversation begin(Connection connection) {
      return () -> tell(connection);
    }

    private static void tell(Connection connection) throws IOException {
      Channel channel = connection.channel(false);
      connection.output().write(said(channel) + "\r\n");
      connection.input().readLine(100);
    }

    @Override
    public byte[] busy() {
      return new byte[0];
    }

    @Override
    public byte[] farewell(ConnectionEnded.Reason reason) {
      return new byte[0];
    }
  }

  private static String said(Channel channel) {
    return hex(channel, Binding.TLS_EXPORTER)
        + " "
        + hex(channel, Binding.TLS_SERVER_END_POINT)
        + " "
        + channel.vouched();
  }

  private static String hex(Channel channel, Binding binding) {
    return channel.binding(binding).map(HexFormat.of()::formatHex).orElse("-");
  }

  private static Wire wire(Set<String> disabled, Optional<Authorities> authorities)
      throws IOException {
    var asking = new ListenerConfig.Tls(true, true, disabled, Set.of(), true, SOON, authorities);
    return new Wire(
        new Teller(), config -> config.withTls(asking), Wire.LIMITS, TestCertificates.ec());
  }

  private static Connection dialled(Wire wire) throws IOException {
    var to =
        new Dialler.Destination(wire.listener.addresses().getFirst(), Optional.empty(), SOON, SOON);
    var connection =
        assertInstanceOf(Dialler.Connected.class, new Dialler(wire.around).dial(to)).connection();
    connection.startTls(ClientTls.opportunistic(SOON), "mail.example.org");
    return connection;
  }

  private static String line(Connection connection) throws IOException {
    return assertInstanceOf(Line.Whole.class, connection.input().readLine(1_000)).latin1();
  }

  @Test
  void bothSidesSeeTheSameAndEachConnectionItsOwn() throws IOException {
    try (var wire = wire(Set.of(), Optional.empty());
        var one = dialled(wire);
        var other = dialled(wire)) {
      Channel channel = one.channel(false);
      assertTrue(channel.isConfidential());
      assertEquals(Optional.of(Binding.TLS_EXPORTER), channel.best());
      assertEquals(32, channel.binding(Binding.TLS_EXPORTER).orElseThrow().length);
      assertEquals(said(channel), line(one));
      assertEquals(said(other.channel(false)), line(other));
      assertNotEquals(
          hex(channel, Binding.TLS_EXPORTER), hex(other.channel(false), Binding.TLS_EXPORTER));
    }
  }

  @Test
  void withTls12TheCertificateTies() throws Exception {
    try (var wire = wire(Set.of("TLSv1.3"), Optional.empty());
        var connection = dialled(wire)) {
      Channel channel = connection.channel(false);
      assertEquals(Optional.of(Binding.TLS_SERVER_END_POINT), channel.best());
      byte[] certificate = TestCertificates.entry("ec", true).chain().getFirst().getEncoded();
      assertArrayEquals(
          MessageDigest.getInstance("SHA-256").digest(certificate),
          channel.binding(Binding.TLS_SERVER_END_POINT).orElseThrow());
      assertEquals(said(channel), line(connection));
    }
  }

  @Test
  void withoutTlsNothingTies() throws IOException {
    try (var wire = new Wire(new Teller())) {
      assertEquals("- - []", wire.client().line());
    }
    assertFalse(Channel.OPEN.isConfidential());
  }

  @ParameterizedTest
  @CsvSource({
    "client, '[jane@example.org, doe@example.org]'",
    "subject, '[joe@example.org, joe1, joe]'"
  })
  void aCertificateVouchesForItsNames(String certificate, String names) throws Exception {
    try (var wire = wire(Set.of(), Optional.of(authorities()))) {
      var secure = wire.client(shown(wire, certificate));
      assertTrue(secure.line().endsWith(" " + names));
    }
  }

  @Test
  void aClientNeedNotShowACertificate() throws IOException {
    try (var wire = wire(Set.of(), Optional.of(authorities()));
        var connection = dialled(wire)) {
      assertTrue(line(connection).endsWith(" []"));
    }
  }

  @Test
  void aStrangersCertificateIsNotTaken() throws Exception {
    try (var wire = wire(Set.of(), Optional.of(others()));
        var socket = shown(wire, "client")) {
      // the authorities that the server names are not the client's, so that it shows nothing
      assertTrue(wire.client(socket).line().endsWith(" []"));
    }
  }

  @Test
  void whoInsistsOnAStrangersCertificateIsRefused() throws Exception {
    try (var wire = wire(Set.of(), Optional.of(others()))) {
      var process =
          new ProcessBuilder(
                  "openssl",
                  "s_client",
                  "-connect",
                  "127.0.0.1:" + wire.port(),
                  "-cert",
                  file("client.pem"),
                  "-key",
                  file("client.key.pem"))
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertFalse(said.contains("jane@example.org]"), said);
      assertTrue(wire.events.await(TlsEvent.Failed.class).reason().startsWith("TLS failed"));
    }
  }

  @Test
  void authoritiesAreReadFromTheFile() {
    String pem = TestCertificates.text("clients.pem");
    String listener = "[server.listener.imaps]\nbind = \"127.0.0.1:993\"\nprotocol = \"imap\"\n";
    var configuration =
        Configuration.of(
            listener + "tls.client-ca = '''\n" + pem + "'''\n",
            TransportSettings.class,
            SocketOptionSettings.class,
            TlsSettings.class);
    assertEquals(
        "[CN=Clients of the tests]",
        Listeners.effective(configuration)
            .getFirst()
            .tls()
            .clientAuthorities()
            .map(Authorities::toString)
            .orElseThrow());
    var problem =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Configuration.of(
                    listener + "tls.client-ca = \"nonsense\"\n",
                    TransportSettings.class,
                    SocketOptionSettings.class,
                    TlsSettings.class));
    assertTrue(String.valueOf(problem.getMessage()).contains("no certificate in PEM"));
  }

  private static Authorities others() {
    return new Authorities(List.of(TestCertificates.entry("rsa", true).chain().getFirst()));
  }

  private static Authorities authorities() {
    return Authorities.of(TestCertificates.text("clients.pem"));
  }

  private static String file(String name) throws Exception {
    return Path.of(Objects.requireNonNull(TlsChannelTest.class.getResource(name)).toURI())
        .toString();
  }

  /// A client that shows a certificate.
  private static SSLSocket shown(Wire wire, String name)
      throws IOException, GeneralSecurityException {
    var entry = TestCertificates.entry(name, true);
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "client", entry.key(), new char[0], entry.chain().toArray(X509Certificate[]::new));
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[] {new AnyCertificate()}, null);
    var plain = wire.client().socket();
    var secure =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
    secure.startHandshake();
    return secure;
  }
}
