package org.mailkeep.wire.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiallerTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private static Wire wire() throws IOException {
    var tls = new ListenerConfig.Tls(true, false, Set.of(), Set.of(), true, SOON);
    return new Wire(
        new Parrot(), config -> config.withTls(tls), Wire.LIMITS, TestCertificates.ec());
  }

  private static Dialler.Dialled dial(Wire wire, int port, Optional<InetAddress> source) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new Dialler(wire.around).dial(new Dialler.Destination(address, source, SOON, SOON));
  }

  private static Connection connected(Wire wire) {
    var dialled = dial(wire, wire.port(), Optional.empty());
    return assertInstanceOf(Dialler.Connected.class, dialled).connection();
  }

  private static String line(Connection connection) throws IOException {
    return assertInstanceOf(Line.Whole.class, connection.input().readLine(500)).utf8();
  }

  private static String say(Connection connection, String line) throws IOException {
    connection.output().write(line + "\r\n");
    return line(connection);
  }

  @Test
  void clientsReadAndWriteAsServersDo() throws IOException {
    try (var wire = wire();
        var connection = connected(wire)) {
      assertEquals("hello 127.0.0.1", line(connection));
      assertEquals("one", say(connection, "one"));
      assertEquals("bye", say(connection, "QUIT"));
      assertInstanceOf(Line.End.class, connection.input().readLine(500));
      assertThrows(IllegalStateException.class, connection::listener);
      assertFalse(connection.canStartTls());
    }
  }

  @Test
  void opportunisticTlsTakesAnyCertificate() throws IOException {
    try (var wire = wire();
        var connection = connected(wire)) {
      line(connection);
      assertEquals("go ahead", say(connection, "STARTTLS"));
      var info = connection.startTls(ClientTls.opportunistic(SOON), "other.example");
      assertEquals("TLSv1.3", info.protocol());
      assertEquals(1, info.peer().size());
      assertEquals("dropped 0", line(connection));
      assertTrue(connection.isTls());
    }
  }

  @Test
  void verifiedTlsWantsTrustAndTheName() throws Exception {
    try (var wire = wire()) {
      var trusted = ClientTls.verified(TestCertificates.trustInEc(), SOON);
      assertEquals("TLSv1.3", upgrade(wire, trusted, "mail.example.org").protocol());
      var wrongName =
          assertThrows(ConnectionEnded.class, () -> upgrade(wire, trusted, "other.example.org"));
      assertEquals(ConnectionEnded.Reason.TLS_FAILED, wrongName.reason());
      var unknown = ClientTls.verified(SOON);
      assertThrows(ConnectionEnded.class, () -> upgrade(wire, unknown, "mail.example.org"));
    }
  }

  private static TlsInfo upgrade(Wire wire, ClientTls client, String name) throws IOException {
    try (var connection = connected(wire)) {
      line(connection);
      say(connection, "STARTTLS");
      return connection.startTls(client, name);
    }
  }

  @Test
  void aClosedPortIsUnreachable() throws IOException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (var wire = wire()) {
      var dialled = dial(wire, port, Optional.empty());
      assertFalse(assertInstanceOf(Dialler.Unreachable.class, dialled).timedOut());
    }
  }

  @Test
  void theSourceAddressIsOurs() throws IOException {
    var source = InetAddress.ofLiteral("127.0.0.2");
    try (var wire = wire()) {
      var dialled = dial(wire, wire.port(), Optional.of(source));
      try (var connection = assertInstanceOf(Dialler.Connected.class, dialled).connection()) {
        assertEquals("hello 127.0.0.2", line(connection));
      }
    }
  }

  @Test
  void aSilentServerTimesOut() throws IOException {
    try (var wire = wire();
        var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var dialled = dial(wire, silent.getLocalPort(), Optional.empty());
      try (var connection = assertInstanceOf(Dialler.Connected.class, dialled).connection()) {
        connection.idleLimit(Duration.ofMillis(50), "queue.outbound.timeouts.greeting");
        var end = assertThrows(ConnectionEnded.class, () -> connection.input().readLine(500));
        assertEquals(ConnectionEnded.Reason.TIMED_OUT, end.reason());
        assertEquals("timed out: queue.outbound.timeouts.greeting", end.getMessage());
      }
    }
  }
}
