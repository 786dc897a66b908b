package org.mailkeep.wire.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.mailkeep.kernel.AnyCertificate;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.HostPort;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.transport.CertificateEntry;
import org.mailkeep.wire.transport.CertificateReader;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Listener;
import org.mailkeep.wire.transport.ListenerConfig;
import org.mailkeep.wire.transport.ListenerProtocol;
import org.mailkeep.wire.transport.Pem;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportLimits;

/// A listener on loopback with STLS, which asks clients for certificates, and one client of it.
final class Loopback implements AutoCloseable {
  private static final ListenerConfig.Tls TLS =
      new ListenerConfig.Tls(true, false, Set.of(), Set.of(), true, Duration.ofSeconds(20));

  private static final Mechanisms MECHANISMS =
      Mechanisms.standard(Chance.secure())
          .of(Set.of(Proof.PASSWORD, Proof.SCRAM, Proof.BEARER, Proof.CERTIFICATE));

  private final Surroundings around;
  private final Listener listener;
  private Socket socket;

  Loopback(Pop3Listener server) throws IOException {
    Endpoints endpoints =
        new Endpoints() {
          @Override
          public <T> T call(Function<Pop3Listener, T> work) {
            return work.apply(server);
          }
        };
    around =
        Surroundings.of(
            Events.none(),
            TransportLimits.defaults(),
            new ServerTls(new Certificates(List.of(entry("ec")))));
    listener =
        Listener.open(
            ListenerConfig.plain("pop3", ListenerProtocol.POP3, new HostPort("127.0.0.1", 0))
                .withTls(TLS.asking(Authorities.of(text("clients.pem")))),
            new Pop3Protocol(endpoints, Pop3Limits.defaults(), MECHANISMS, Events.none()),
            around);
    socket =
        new Socket(InetAddress.getLoopbackAddress(), listener.addresses().getFirst().getPort());
    socket.setSoTimeout(60_000);
  }

  private static String text(String name) {
    try (InputStream in = Loopback.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static CertificateEntry entry(String name) {
    try {
      return CertificateReader.entry(name, text(name + ".pem"), text(name + ".key.pem"), true);
    } catch (Pem.Malformed e) {
      throw new AssertionError(e);
    }
  }

  /// Sends a line.
  void send(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /// The next line without its end; `<end>` at the end.
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return "<end>";
      }
      line.append(c == '\r' ? "" : (char) c);
    }
    return line.toString();
  }

  /// Speaks TLS from now on.
  ///
  /// @param shown whether the client shows its certificate
  void encrypt(boolean shown) throws IOException {
    send("STLS");
    assertEquals("+OK Begin TLS", line());
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown ? keys() : null, new TrustManager[] {new AnyCertificate()}, null);
      socket = context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
      ((SSLSocket) socket).startHandshake();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyManager[] keys() throws GeneralSecurityException, IOException {
    CertificateEntry entry = entry("client");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "client", entry.key(), new char[0], entry.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    return keys.getKeyManagers();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    listener.close();
    around.deadlines().close();
  }
}
