package org.mailkeep.wire.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.HostPort;
import org.mailkeep.telemetry.ConnectionEvent;
import org.mailkeep.telemetry.ServerEvent;

class ListenerTest {

  private static final Certificates NONE = new Certificates(List.of());

  @Test
  void linesGoInAndComeOut() throws IOException {
    try (var wire = new Wire(new Parrot())) {
      var client = wire.client();
      assertEquals("hello 127.0.0.1", client.line());
      assertEquals("one", client.send("one\r\n").line());
      assertEquals("bare two", client.send("two\n").line());
      assertEquals("a\rb".replace("\r", ""), client.send("a\rb\r\n").line());
      client.send("three\r\nfour\r\nQUIT\r\n");
      assertEquals("three", client.line());
      assertEquals("four", client.line());
      assertEquals("bye", client.line());
      assertEquals("<end>", client.line());
      var closed = wire.events.await(ConnectionEvent.Closed.class);
      assertEquals("done", closed.reason());
      assertEquals(5 + 4 + 5 + 7 + 6 + 6, closed.received());
    }
  }

  @Test
  void whoIsBlockedIsDroppedWithoutAWord() throws IOException {
    try (var wire = new Wire(new Parrot())) {
      wire.around().block(address -> address.isLoopbackAddress());
      assertEquals("<end>", wire.client().line());
      assertEquals("test", wire.events.await(ConnectionEvent.Blocked.class).listener());
      wire.around().block(_ -> false);
      assertEquals("hello 127.0.0.1", wire.client().line());
    }
  }

  @Test
  void repliesToPipelinedLinesLeaveTogether() throws IOException {
    try (var wire = new Wire(new Parrot())) {
      var client = wire.client();
      client.line();
      client.send("a\r\n".repeat(500));
      for (int i = 0; i < 500; i++) {
        assertEquals("a", client.line());
      }
    }
  }

  @Test
  void aLineBeyondTheLimitIsDroppedWhole() throws IOException {
    try (var wire = new Wire(new Parrot(1000))) {
      var client = wire.client();
      client.line();
      assertEquals("x".repeat(1000), client.send("x".repeat(1000) + "\r\n").line());
      assertEquals("too long", client.send("x".repeat(1001) + "\r\n").line());
      assertEquals("too long", client.send("x".repeat(100_000) + "\r\n").line());
      assertEquals("next", client.send("next\r\n").line());
    }
  }

  @Test
  void memoryBeforeLoginHasItsOwnLimit() throws IOException {
    try (var wire = new Wire(new Parrot(1_000_000))) {
      var client = wire.client();
      client.line();
      assertEquals("x".repeat(2000), client.send("x".repeat(2000) + "\r\n").line());
      assertEquals("too long", client.send("x".repeat(2001) + "\r\n").line());
    }
  }

  @Test
  void literalsAreCountedExactly() throws IOException {
    try (var wire = new Wire(new Parrot())) {
      var client = wire.client();
      client.line();
      client.send("LITERAL 100000\r\n" + "\1".repeat(100_000) + "after\r\n");
      assertEquals("sum 100000", client.line());
      assertEquals("after", client.line());
      client.send("LITERAL 10\r\nabc");
      client.socket().shutdownOutput();
      assertEquals("<end>", client.line());
      assertTrue(
          wire.events.await(ConnectionEvent.Closed.class).reason().contains("7 octets missing"));
    }
  }

  @Test
  void moreConnectionsThanAllowedAreToldSo() throws IOException {
    var config = bounds(2, 100);
    try (var wire = new Wire(new Parrot(), config, Wire.LIMITS, NONE)) {
      assertEquals("hello 127.0.0.1", wire.client().line());
      var second = wire.client();
      assertEquals("hello 127.0.0.1", second.line());
      assertEquals("busy", wire.client().line());
      assertEquals(
          "server.listener.<id>.max-connections",
          wire.events.await(ConnectionEvent.Refused.class).limit());
      second.send("QUIT\r\n").line();
      Wire.until(() -> wire.listener.size() == 1);
      assertEquals("hello 127.0.0.1", wire.client().line());
    }
  }

  @Test
  void moreConnectionsThanOneAddressMayHaveAreToldSo() throws IOException {
    try (var wire = new Wire(new Parrot(), bounds(100, 1), Wire.LIMITS, NONE)) {
      var first = wire.client();
      first.line();
      assertEquals("busy", wire.client().line());
      assertEquals(
          "server.max-connections-per-address",
          wire.events.await(ConnectionEvent.Refused.class).limit());
      first.send("QUIT\r\n").line();
      Wire.until(() -> wire.around.addresses().size() == 0);
      assertEquals("hello 127.0.0.1", wire.client().line());
    }
  }

  @Test
  void aSilentClientIsToldFarewell() throws IOException {
    var limits =
        new TransportLimits(
            Duration.ofMillis(50), Duration.ofSeconds(9), 2000, Duration.ofSeconds(1));
    try (var wire = new Wire(new Parrot(), UnaryOperator.identity(), limits, NONE)) {
      var client = wire.client();
      client.line();
      client.send("half a li");
      assertEquals("farewell TIMED_OUT", client.line());
      assertEquals("<end>", client.line());
      var event = wire.events.await(ConnectionEvent.TimedOut.class);
      assertEquals("timed out: server.timeout.first-command", event.limit());
    }
  }

  @Test
  void theFirstCommandHasItsOwnLimitWhateverTheProtocolAllows() throws IOException {
    var limits =
        new TransportLimits(
            Duration.ofMillis(80), Duration.ofSeconds(9), 2000, Duration.ofSeconds(1));
    var protocol = new Limited(connection -> connection.idleLimit(Duration.ofSeconds(9), "idle"));
    try (var wire = new Wire(protocol, UnaryOperator.identity(), limits, NONE)) {
      var silent = wire.client();
      silent.line();
      var talker = wire.client();
      talker.line();
      assertEquals("x", talker.send("x\r\n").line());
      assertEquals("farewell TIMED_OUT", silent.line());
      wire.events.await(ConnectionEvent.TimedOut.class);
      assertEquals("still here", talker.send("still here\r\n").line());
    }
  }

  @Test
  void dripsDoNotExtendTheTimeForALine() throws IOException {
    var protocol = new Limited(connection -> connection.idleLimit(Duration.ofMillis(80), "idle"));
    try (var wire = new Wire(protocol)) {
      var client = wire.client();
      client.line();
      String end = drip(client);
      assertEquals("farewell TIMED_OUT", end);
    }
  }

  private static String drip(Wire.Client client) throws IOException {
    client.socket().setSoTimeout(10);
    for (int i = 0; i < 1000; i++) {
      client.send("x");
      try {
        return client.line();
      } catch (java.net.SocketTimeoutException _) {
        // Nothing yet: one more octet.
      }
    }
    return "never";
  }

  @Test
  void aSessionHasAnEnd() throws IOException {
    var protocol =
        new Limited(
            connection -> connection.sessionLimit(Duration.ofMillis(80), "session.duration"));
    try (var wire = new Wire(protocol)) {
      var client = wire.client();
      client.line();
      assertEquals("x", client.send("x\r\n").line());
      assertEquals("farewell TIMED_OUT", client.line());
      assertEquals(
          "timed out: session.duration", wire.events.await(ConnectionEvent.TimedOut.class).limit());
    }
  }

  @Test
  void aClientThatDoesNotReadIsLetGo() throws IOException {
    var limits =
        new TransportLimits(
            Duration.ofSeconds(9), Duration.ofMillis(50), 2000, Duration.ofSeconds(1));
    try (var wire = new Wire(new Parrot(), UnaryOperator.identity(), limits, NONE)) {
      var client = wire.client();
      client.line();
      client.send("BIG 100000000\r\n");
      assertEquals(
          "timed out: peer does not read",
          wire.events.await(ConnectionEvent.TimedOut.class).limit());
    }
  }

  @Test
  void stoppingSaysFarewellAfterTheRunningCommandAndFreesThePort() throws Exception {
    var parrot = new Parrot();
    var wire = new Wire(parrot);
    int port = wire.port();
    var idle = wire.client();
    idle.line();
    var busy = wire.client();
    busy.line();
    busy.send("WAIT\r\n");
    parrot.waiting.await();
    var closer = Thread.ofVirtual().start(wire.listener::close);
    assertEquals("farewell STOPPING", idle.line());
    try (var again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(port, again.getLocalPort());
    }
    parrot.go.countDown();
    assertEquals("farewell STOPPING", busy.line());
    closer.join();
    assertEquals(0, wire.listener.size());
    wire.close();
  }

  /// Closing a channel returned while the thread that accepts was still to leave it: a listener
  /// that was opened anew on its port, as after a reload, sometimes found it taken.
  @Test
  void aClosedPortIsFreeAtOnce() throws Exception {
    for (int i = 0; i < 200; i++) {
      try (var wire = new Wire(new Parrot())) {
        int port = wire.port();
        wire.listener.stopAccepting();
        try (var again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
          assertEquals(port, again.getLocalPort());
        }
      }
    }
  }

  @Test
  void whoDoesNotLeaveInTimeIsCutOff() throws Exception {
    var limits =
        new TransportLimits(
            Duration.ofSeconds(9), Duration.ofSeconds(9), 2000, Duration.ofMillis(50));
    try (var wire = new Wire(new Parrot(), UnaryOperator.identity(), limits, NONE)) {
      var client = wire.client();
      client.line();
      client.send("BIG 100000000\r\n");
      Wire.until(() -> client.available() > 0);
      wire.listener.close();
      assertEquals(0, wire.listener.size());
      var closed = wire.events.await(ConnectionEvent.Closed.class);
      assertEquals("server stops", closed.reason());
    }
  }

  @Test
  void limitsMayChange() throws IOException {
    try (var wire = new Wire(new Parrot())) {
      wire.around.use(
          new TransportLimits(
              Duration.ofMillis(50), Duration.ofSeconds(9), 2000, Duration.ofSeconds(1)));
      var client = wire.client();
      client.line();
      assertEquals("farewell TIMED_OUT", client.line());
    }
  }

  @Test
  void aProtocolsBugEndsOnlyItsConnection() throws IOException {
    try (var wire = new Wire(new Parrot())) {
      var client = wire.client();
      client.line();
      assertEquals("<end>", client.send("BOOM\r\n").line());
      assertEquals("session", wire.events.await(ServerEvent.Unexpected.class).where());
      assertEquals("hello 127.0.0.1", wire.client().line());
    }
  }

  @Test
  void aPortThatIsTakenIsAnError() throws IOException {
    try (var wire = new Wire(new Parrot())) {
      var config =
          ListenerConfig.plain(
              "second", ListenerProtocol.SMTP, new HostPort("127.0.0.1", wire.port()));
      assertThrows(IOException.class, () -> Listener.open(config, new Parrot(), wire.around));
      assertEquals("second", wire.events.await(ServerEvent.ListenerFailed.class).listener());
    }
  }

  @Test
  void sessionsRunOnVirtualThreadsWithTheProtocolsLoader() throws IOException {
    var seen = new AtomicReference<Thread>();
    var protocol = new Limited(_ -> seen.set(Thread.currentThread()));
    try (var wire = new Wire(protocol)) {
      wire.client().line();
      assertTrue(seen.get().isVirtual());
      assertTrue(seen.get().getName().startsWith("mailkeep-test-"), seen.get().getName());
      assertEquals(getClass().getClassLoader(), seen.get().getContextClassLoader());
    }
  }

  @Test
  void aClientThatLeavesAtOnceDisturbsNobody() throws IOException {
    try (var wire = new Wire(new Parrot())) {
      for (int i = 0; i < 50; i++) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        socket.setSoLinger(true, 0);
        socket.close();
      }
      Wire.until(() -> wire.listener.size() == 0);
      assertEquals("hello 127.0.0.1", wire.client().line());
      assertFalse(wire.events.all().stream().anyMatch(e -> e instanceof ServerEvent.Unexpected));
    }
  }

  private static UnaryOperator<ListenerConfig> bounds(int connections, int perAddress) {
    return config -> config.withBounds(new ListenerConfig.Bounds(connections, perAddress));
  }

  /// A parrot whose connections are prepared first.
  private record Limited(java.util.function.Consumer<Connection> preparation) implements Protocol {
    @Override
    public Conversation begin(Connection connection) {
      preparation.accept(connection);
      return new Parrot().begin(connection);
    }

    @Override
    public byte[] busy() {
      return "busy\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] farewell(ConnectionEnded.Reason reason) {
      return new Parrot().farewell(reason);
    }
  }
}
