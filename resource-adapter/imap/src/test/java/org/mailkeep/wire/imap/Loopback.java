package org.mailkeep.wire.imap;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.mailkeep.settings.HostPort;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.transport.CertificateEntry;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Listener;
import org.mailkeep.wire.transport.ListenerConfig;
import org.mailkeep.wire.transport.ListenerProtocol;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportLimits;

/// A listener on loopback with STARTTLS, and one client of it.
final class Loopback implements AutoCloseable {
  static final ImapLimits LIMITS =
      new ImapLimits(
          1000,
          new ParserLimits(500, 2000, 100_000, 10, 100),
          4,
          new ImapLimits.Times(
              Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(40)));

  private static final ListenerConfig.Tls TLS =
      new ListenerConfig.Tls(true, false, Set.of(), Set.of(), true, Duration.ofSeconds(20));

  boolean available = true;
  private final Surroundings around;
  private final Listener listener;
  private Socket socket;

  Loopback(ImapListener server, ImapLimits limits) throws IOException {
    Endpoints endpoints =
        new Endpoints() {
          @Override
          public <T> T call(Function<ImapListener, T> work) throws Unavailable {
            if (!available) {
              throw new Unavailable("none");
            }
            return work.apply(server);
          }
        };
    around =
        Surroundings.of(Events.none(), TransportLimits.defaults(), new ServerTls(certificates()));
    listener =
        Listener.open(
            ListenerConfig.plain("imap", ListenerProtocol.IMAP, new HostPort("127.0.0.1", 0))
                .withTls(TLS),
            new ImapProtocol(endpoints, () -> limits, Events.none()),
            around);
    socket =
        new Socket(InetAddress.getLoopbackAddress(), listener.addresses().getFirst().getPort());
    socket.setSoTimeout(10_000);
  }

  private static Certificates certificates() throws IOException {
    try (InputStream in = resource("ec.pem")) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      String pem = new String(resource("ec.key.pem").readAllBytes(), StandardCharsets.US_ASCII);
      byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
      var secret = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
      return new Certificates(
          List.of(new CertificateEntry("ec", List.of(certificate), secret, true)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(Loopback.class.getResourceAsStream(name), name);
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /// The next line without its end; `<end>` at the end.
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c != '\n'; c = socket.getInputStream().read()) {
      if (c < 0) {
        return "<end>";
      }
      line.append(c == '\r' ? "" : (char) c);
    }
    return line.toString();
  }

  /// Speaks TLS from now on.
  void encrypt() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anyone()}, null);
      Socket layered =
          context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
      ((SSLSocket) layered).startHandshake();
      socket = layered;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Trusts any certificate, as these are tests of IMAP.
  private static final class Anyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket peer) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket peer) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    listener.close();
    around.deadlines().close();
  }
}
