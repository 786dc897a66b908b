package org.mailkeep.wire.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What waiting connections cost. The clients live in the same heap, so the bounds are for both
/// ends; that of TLS keeps its session and the certificates that it was shown.
class IdleMemoryTest {

  private static final int CONNECTIONS = 2_000;
  private static final int ENCRYPTED = 60;
  private static final int MOST_FOR_ENCRYPTED_ENDS = 40 * 1024;
  private static final int MOST_FOR_BOTH_ENDS = 6 * 1024;

  @Test
  void twoThousandIdleConnectionsCostLittle() throws IOException {
    try (var wire = new Wire(new Parrot())) {
      var warm = connect(wire, 50);
      long before = heap();
      var clients = connect(wire, CONNECTIONS);
      Wire.until(() -> wire.listener.size() == CONNECTIONS + 50);
      long each = (heap() - before) / CONNECTIONS;
      assertTrue(each < MOST_FOR_BOTH_ENDS, each + " octets for each connection");
      assertEquals(CONNECTIONS, clients.size());
      close(clients);
      close(warm);
    }
  }

  @Test
  void encryptedOnesCostLittleToo() throws IOException {
    var tls = new ListenerConfig.Tls(true, true, Set.of(), Set.of(), true, Duration.ofSeconds(20));
    try (var wire =
        new Wire(new Parrot(), config -> config.withTls(tls), Wire.LIMITS, TestCertificates.ec())) {
      var client = ClientTls.opportunistic(Duration.ofSeconds(20));
      var warm = dial(wire, client, 10);
      long before = heap();
      var clients = dial(wire, client, ENCRYPTED);
      long each = (heap() - before) / ENCRYPTED;
      assertTrue(each < MOST_FOR_ENCRYPTED_ENDS, each + " octets for each connection");
      clients.forEach(Connection::close);
      warm.forEach(Connection::close);
    }
  }

  private static List<Connection> dial(Wire wire, ClientTls client, int count) throws IOException {
    var dialler = new Dialler(wire.around);
    var soon = Duration.ofSeconds(20);
    var connections = new ArrayList<Connection>();
    for (int i = 0; i < count; i++) {
      var to =
          new Dialler.Destination(
              wire.listener.addresses().getFirst(), Optional.empty(), soon, soon);
      if (dialler.dial(to) instanceof Dialler.Connected(var connection)) {
        connection.startTls(client, "mail.example.org");
        connection.input().readLine(100);
        connections.add(connection);
      }
    }
    assertEquals(count, connections.size());
    return connections;
  }

  private static List<SocketChannel> connect(Wire wire, int count) throws IOException {
    var clients = new ArrayList<SocketChannel>();
    var some = ByteBuffer.allocate(100);
    for (int i = 0; i < count; i++) {
      var client =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), wire.port()));
      client.read(some.clear());
      client.write(ByteBuffer.wrap(new byte[] {'a', '\r', '\n'}));
      client.read(some.clear());
      clients.add(client);
    }
    return clients;
  }

  private static void close(List<SocketChannel> clients) throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
  }

  private static long heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
