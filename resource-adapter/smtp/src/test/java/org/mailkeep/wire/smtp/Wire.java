package org.mailkeep.wire.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.HostPort;
import org.mailkeep.telemetry.Event;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.transport.CertificateEntry;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Deadlines;
import org.mailkeep.wire.transport.Listener;
import org.mailkeep.wire.transport.ListenerConfig;
import org.mailkeep.wire.transport.ListenerProtocol;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportLimits;

/// A listener on loopback with a [FakeServer] behind it, and dialogues with it.
///
/// A dialogue is a text of lines: `C: ` is sent with CRLF, `C> ` is sent without, after `\r`, `\n`
/// and `\0` are read as in Java; `S: ` is a line that must begin so.
final class Wire implements AutoCloseable {
  static final SmtpLimits LIMITS =
      new SmtpLimits(
          600,
          1000,
          3,
          3,
          1000,
          5000,
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          new SmtpLimits.Errors(4, Duration.ofMillis(1)),
          new SmtpLimits.Errors(3, Duration.ofMillis(2)),
          new SmtpLimits.Errors(2, Duration.ofMillis(3)));
  static final SmtpRules RULES =
      new SmtpRules(
          true,
          true,
          true,
          true,
          false,
          false,
          Mechanisms.standard(Chance.secure()).of(Set.of(Proof.PASSWORD)),
          true);

  final FakeServer server = new FakeServer();
  final List<Event> events = new CopyOnWriteArrayList<>();
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final Deadlines deadlines = new Deadlines(Duration.ofMillis(10));
  private final Listener listener;
  private final List<Socket> sockets = new ArrayList<>();

  Wire(SmtpService service) throws IOException {
    this(service, RULES, LIMITS);
  }

  Wire(SmtpService service, SmtpRules rules, SmtpLimits limits) throws IOException {
    this(service, rules, limits, endpoints -> endpoints);
  }

  Wire(SmtpService service, SmtpRules rules, SmtpLimits limits, UnaryOperator<Endpoints> endpoints)
      throws IOException {
    this(new SmtpSetup(service, rules, limits), endpoints);
  }

  Wire(SmtpSetup setup, UnaryOperator<Endpoints> endpoints) throws IOException {
    var around =
        Surroundings.of(
            events::add, TransportLimits.defaults(), new ServerTls(certificates()), deadlines);
    var protocol =
        new SmtpProtocol(
            setup, endpoints.apply(Endpoints.direct(server)), events::add, pauses::add);
    var config =
        ListenerConfig.plain("test", ListenerProtocol.SMTP, new HostPort("127.0.0.1", 0))
            .withTls(
                new ListenerConfig.Tls(
                    true, false, Set.of(), Set.of(), true, Duration.ofSeconds(20)));
    listener = Listener.open(config, protocol, around);
  }

  private static Certificates certificates() throws IOException {
    char[] password = "changeit".toCharArray();
    try (InputStream in = Wire.class.getResourceAsStream("test.p12")) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      var key = (PrivateKey) store.getKey("smtp", password);
      var certificate = (X509Certificate) store.getCertificate("smtp");
      return new Certificates(
          List.of(new CertificateEntry("test", List.of(certificate), key, true)));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  int port() {
    return listener.addresses().getFirst().getPort();
  }

  Client client() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port());
    sockets.add(socket);
    socket.setSoTimeout(60_000);
    return new Client(socket);
  }

  /// Runs a dialogue on a connection of its own, from the greeting to wherever it ends.
  void dialogue(String text) throws IOException {
    client().dialogue(text);
  }

  /// A client that reads and writes lines.
  static final class Client {
    private Socket socket;

    Client(Socket socket) {
      this.socket = socket;
    }

    Socket socket() {
      return socket;
    }

    void secure(Socket over) {
      socket = over;
    }

    Client send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    /// The next line without its end; `<end>` when there is none.
    String line() throws IOException {
      InputStream in = socket.getInputStream();
      var line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          return line + "<end>";
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    void expect(String start) throws IOException {
      String line = line();
      if (!line.startsWith(start)) {
        throw new AssertionError("expected: " + start + "\n     got: " + line);
      }
    }

    Client dialogue(String text) throws IOException {
      for (String line : text.lines().toList()) {
        String rest = line.substring(Math.min(3, line.length()));
        switch (line.substring(0, Math.min(2, line.length()))) {
          case "C:" -> send(rest + "\r\n");
          case "C>" -> send(rest.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0"));
          case "S:" -> expect(rest);
          default -> throw new IllegalArgumentException("neither C nor S: " + line);
        }
      }
      return this;
    }
  }

  /// Waits, for at most ten seconds, until it is so.
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within ten seconds");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    listener.close();
    deadlines.close();
  }
}
