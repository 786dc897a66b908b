package org.mailkeep.wire.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.mailkeep.settings.HostPort;
import org.mailkeep.telemetry.FakeEvents;

/// A listener on loopback for tests, and clients of it.
final class Wire implements AutoCloseable {

  static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);
  static final TransportLimits LIMITS =
      new TransportLimits(
          Duration.ofSeconds(20), Duration.ofSeconds(20), 2000, Duration.ofSeconds(2));

  final FakeEvents events = new FakeEvents();
  final Deadlines deadlines = new Deadlines(Duration.ofMillis(10));
  final ServerTls tls;
  final Surroundings around;
  final Listener listener;
  private final List<Socket> clients = new ArrayList<>();

  Wire(Protocol protocol) throws IOException {
    this(protocol, UnaryOperator.identity(), LIMITS, new Certificates(List.of()));
  }

  Wire(
      Protocol protocol,
      UnaryOperator<ListenerConfig> config,
      TransportLimits limits,
      Certificates certificates)
      throws IOException {
    tls = new ServerTls(certificates);
    around = Surroundings.of(events, limits, tls, deadlines);
    listener =
        Listener.open(
            config.apply(ListenerConfig.plain("test", ListenerProtocol.SMTP, ANY_PORT)),
            protocol,
            around);
  }

  Surroundings around() {
    return around;
  }

  int port() {
    return listener.addresses().getFirst().getPort();
  }

  Client client() throws IOException {
    return client(new Socket(InetAddress.getLoopbackAddress(), port()));
  }

  Client client(Socket socket) throws IOException {
    clients.add(socket);
    socket.setSoTimeout(60_000);
    return new Client(socket);
  }

  /// A client that reads and writes whole lines.
  record Client(Socket socket) {
    Client send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    int available() {
      try {
        return socket.getInputStream().available();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// The next line without its end; `<end>` at the end.
    String line() throws IOException {
      return line(socket.getInputStream());
    }

    private static String line(InputStream in) throws IOException {
      var line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          return line.isEmpty() ? "<end>" : line + "<end>";
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
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
  public void close() {
    listener.close();
    deadlines.close();
    for (Socket client : clients) {
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
