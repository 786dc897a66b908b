package org.mailkeep.wire.imap;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
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
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.mailkeep.kernel.AnyCertificate;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.HostPort;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.sasl.Mechanisms;
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
          100,
          new ImapLimits.Times(
              Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(40)));

  private static final ListenerConfig.Tls TLS =
      new ListenerConfig.Tls(true, false, Set.of(), Set.of(), true, Duration.ofSeconds(20));

  private static final Mechanisms MECHANISMS = Mechanisms.standard(Chance.secure());

  boolean available = true;
  private final Surroundings around;
  private final Listener listener;
  private Socket socket;
  private InputStream in;
  private OutputStream out;

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
            new ImapProtocol(endpoints, limits, MECHANISMS, Events.none()),
            around);
    socket =
        new Socket(InetAddress.getLoopbackAddress(), listener.addresses().getFirst().getPort());
    socket.setSoTimeout(60_000);
    in = socket.getInputStream();
    out = socket.getOutputStream();
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
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  /// The next line without its end; `<end>` at the end.
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = octet(); c != '\n'; c = octet()) {
      if (c < 0) {
        return "<end>";
      }
      line.append(c == '\r' ? "" : (char) c);
    }
    return line.toString();
  }

  private int octet() throws IOException {
    try {
      return in.read();
    } catch (EOFException | SocketException _) {
      return -1; // the end, also of what is compressed
    }
  }

  /// Speaks TLS from now on.
  void encrypt() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyCertificate()}, null);
      Socket layered =
          context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
      ((SSLSocket) layered).startHandshake();
      socket = layered;
      in = layered.getInputStream();
      out = layered.getOutputStream();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Compresses what is sent, and decompresses what comes, from now on.
  void compress() throws IOException {
    in = new InflaterInputStream(socket.getInputStream(), new Inflater(true), 1);
    out = new DeflaterOutputStream(socket.getOutputStream(), new Deflater(9, true), true);
  }

  /// Sends much.
  @FunctionalInterface
  interface Sender {
    void send(OutputStream out) throws IOException;
  }

  /// Sends much until the server has enough, and gives the line that it says then.
  String line(Sender sender) throws IOException {
    try {
      sender.send(out);
    } catch (SocketException _) {
      // the server has closed
    }
    return line();
  }

  /// Sends without compression.
  void sendRaw(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends, ends compression, and sends more without it, all at once.
  void decompress(String last, String more) throws IOException {
    var all = new ByteArrayOutputStream();
    try (var compressed = new DeflaterOutputStream(all, new Deflater(9, true))) {
      compressed.write(last.getBytes(StandardCharsets.UTF_8));
    }
    all.write(more.getBytes(StandardCharsets.UTF_8));
    out = socket.getOutputStream();
    send(all.toByteArray());
  }

  /// What comes is not compressed any more, after the end of the flush that was read last.
  void plain() throws IOException {
    in = socket.getInputStream();
    int left = 2; // of 00 00 ff ff
    while (left > 0) {
      left -= in.read() == 0xff ? 1 : 0;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    listener.close();
    around.deadlines().close();
  }
}
