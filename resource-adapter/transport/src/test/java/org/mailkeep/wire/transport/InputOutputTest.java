package org.mailkeep.wire.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.telemetry.Events;

/// A connection at one end, a bare channel at the other.
class InputOutputTest {

  private Deadlines deadlines;
  private Connection connection;
  private SocketChannel peer;

  @BeforeEach
  void connect() throws IOException {
    deadlines = new Deadlines(Duration.ofMillis(10));
    var tls = new ServerTls(new Certificates(List.of()));
    var around = Surroundings.of(Events.none(), TransportLimits.defaults(), tls, deadlines);
    try (var port = ServerSocketChannel.open()) {
      port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var to =
          new Dialler.Destination(
              (InetSocketAddress) port.getLocalAddress(),
              Optional.empty(),
              Duration.ofSeconds(5),
              Duration.ofSeconds(5));
      var dialled = new Dialler(around).dial(to);
      connection = assertInstanceOf(Dialler.Connected.class, dialled).connection();
      peer = port.accept();
    }
    connection.idleLimit(Duration.ofSeconds(10), "test");
  }

  @AfterEach
  void disconnect() throws IOException {
    connection.close();
    peer.close();
    deadlines.close();
  }

  private void send(String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    Channels.write(peer, octets, 0, octets.length);
  }

  private String line(int limit) throws IOException {
    return switch (connection.input().readLine(limit)) {
      case Line.Whole whole -> whole.latin1() + (whole.crlf() ? "" : "<lf>");
      case Line.TooLong _ -> "<too long>";
      case Line.End _ -> "<end>";
    };
  }

  @Test
  void lineEndsAreTold() throws IOException {
    send("a\r\nb\n\r\n\n\rc\r\r\n\0\r\n");
    assertEquals("a", line(10));
    assertEquals("b<lf>", line(10));
    assertEquals("", line(10));
    assertEquals("<lf>", line(10));
    assertEquals("\rc\r", line(10));
    assertEquals("\0", line(10));
  }

  @Test
  void anUnfinishedLineAtTheEndIsNone() throws IOException {
    send("whole\r\nhalf");
    peer.shutdownOutput();
    assertEquals("whole", line(10));
    assertEquals("<end>", line(10));
    assertEquals("<end>", line(10));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 127, 128, 129, 254, 255, 256, 257, 511, 512, 513, 4095, 16_384, 40_000})
  void linesOfEveryLengthUpToTheLimit(int length) throws IOException {
    String text = "x".repeat(length);
    send(text + "\r\n" + text + "y\r\n" + "z\r\n");
    assertEquals(text, line(length));
    assertEquals("<too long>", line(length));
    assertEquals("z", line(length + 1));
  }

  @Test
  void whatIsBufferedIsKnown() throws IOException {
    send("one\r\ntw");
    assertEquals("one", line(10));
    assertTrue(connection.input().hasBuffered());
    assertFalse(connection.input().hasLine());
    assertEquals(2, connection.input().drop());
    assertFalse(connection.input().hasBuffered());
    assertEquals(7, connection.input().count());
  }

  @Test
  void countsAndLinesAlternate() throws IOException {
    var random = new Random(42);
    var sent = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      int length = random.nextInt(3000);
      sent.append('{').append(length).append("}\r\n").append("\n".repeat(length));
    }
    sent.append("end\r\n");
    var sender =
        Thread.ofVirtual()
            .start(() -> {
              try {
                send(sent.toString());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    String line = line(100);
    for (; line.startsWith("{"); line = line(100)) {
      int length = Integer.parseInt(line.substring(1, line.length() - 1));
      assertEquals(length, connection.input().readExactly(length).length);
    }
    assertEquals("end", line);
    assertTrue(sender.isVirtual());
  }

  @Test
  void aConsumerMayTakeLessThanIsThere() throws IOException {
    send("abcdef");
    var input = connection.input();
    assertTrue(input.feed((octets, from, _) -> octets[from] == 'a' ? 1 : 0));
    assertArrayEquals("bc".getBytes(StandardCharsets.US_ASCII), input.readExactly(2));
    assertThrows(
        IllegalStateException.class, () -> input.transfer(1, (_, from, to) -> to - from + 1));
    assertThrows(IllegalStateException.class, () -> input.transfer(1, (_, _, _) -> 0));
    peer.shutdownOutput();
    assertTrue(input.feed((_, from, to) -> to - from));
    assertFalse(input.feed((_, from, to) -> to - from));
  }

  @Test
  void repliesWaitUntilThereIsNothingToRead() throws IOException {
    send("one\r\ntwo\r\n");
    assertEquals("one", line(10));
    connection.output().write("1");
    assertEquals("two", line(10));
    connection.output().write("2");
    assertEquals(0, connection.output().count());
    send("three\r\n");
    assertEquals("three", line(10));
    assertEquals(2, connection.output().count());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 511, 512, 513, 16_383, 16_384, 16_385, 300_000})
  void writesOfEverySizeArriveInOrder(int size) throws IOException {
    var random = new Random(size);
    var octets = new byte[size];
    random.nextBytes(octets);
    var arrived = new byte[size + 6];
    var reader = new FutureTask<>(() -> read(arrived));
    Thread.ofVirtual().start(reader);
    var output = connection.output();
    output.write("abc");
    output.write(octets);
    output.write("de");
    output.write('f');
    output.flush();
    assertEquals(size + 6, connection.output().count());
    try {
      assertEquals(size + 6, reader.get());
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
    assertEquals("abc", new String(arrived, 0, 3, StandardCharsets.US_ASCII));
    assertArrayEquals(octets, Arrays.copyOfRange(arrived, 3, size + 3));
    assertEquals("def", new String(arrived, size + 3, 3, StandardCharsets.US_ASCII));
  }

  private Integer read(byte[] target) throws IOException {
    var into = ByteBuffer.wrap(target);
    while (into.hasRemaining() && peer.read(into) >= 0) {
      // On to the next part.
    }
    return into.position();
  }

  @Test
  void afterTheEndNothingGoesAnyMore() {
    connection.close();
    connection.close();
    var end = assertThrows(ConnectionEnded.class, () -> line(10));
    assertEquals(ConnectionEnded.Reason.DONE, end.reason());
    assertThrows(
        ConnectionEnded.class,
        () -> {
          connection.output().write("late");
          connection.output().flush();
        });
  }
}
