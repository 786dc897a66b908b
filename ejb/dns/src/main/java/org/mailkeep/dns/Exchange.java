package org.mailkeep.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/// One question to one name server, and its answer. Sockets live as long as the exchange: the
/// random port of each is a part of the protection against forged answers (RFC 5452 §9.2).
final class Exchange {
  private static final int MOST_DATAGRAM = 4096;

  private final Duration timeout;

  Exchange(Duration timeout) {
    this.timeout = timeout;
  }

  /// Asks.
  ///
  /// @throws IOException when no answer to this question came in time
  Message ask(NameServer server, Message query) throws IOException {
    return switch (server.transport()) {
      case UDP -> {
        Message answer = byUdp(server, query);
        yield answer.getHeader().getFlag(Flags.TC) ? byTcp(server, query) : answer;
      }
      case TCP -> byTcp(server, query);
      case TLS -> byTls(server, query);
    };
  }

  /// Asks by TCP, whatever the server's way is.
  Message byTcp(NameServer server, Message query) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(server.address(), millis(timeout));
      socket.setSoTimeout(millis(timeout));
      return converse(socket, query);
    }
  }

  private Message byUdp(NameServer server, Message query) throws IOException {
    byte[] octets = query.toWire();
    try (var socket = new DatagramSocket()) {
      socket.connect(server.address());
      socket.send(new DatagramPacket(octets, octets.length));
      long deadline = System.nanoTime() + timeout.toNanos();
      var packet = new DatagramPacket(new byte[MOST_DATAGRAM], MOST_DATAGRAM);
      while (true) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new SocketTimeoutException("timed out");
        }
        socket.setSoTimeout(millis(Duration.ofNanos(left)));
        socket.receive(packet);
        Message answer = read(Arrays.copyOf(packet.getData(), packet.getLength()), query);
        if (answer != null) {
          return answer;
        }
      }
    }
  }

  private Message byTls(NameServer server, Message query) throws IOException {
    String host = server.address().getAddress().getHostAddress();
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (var plain = new Socket()) {
      plain.connect(server.address(), millis(timeout));
      plain.setSoTimeout(millis(timeout));
      int port = server.address().getPort();
      try (var socket = (SSLSocket) factory.createSocket(plain, host, port, true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return converse(socket, query);
      }
    }
  }

  /// Over a stream each message has its length before it (RFC 1035 §4.2.2).
  private static Message converse(Socket socket, Message query) throws IOException {
    byte[] octets = query.toWire();
    var out = new DataOutputStream(socket.getOutputStream());
    byte[] framed = new byte[octets.length + 2];
    framed[0] = (byte) (octets.length >> 8);
    framed[1] = (byte) octets.length;
    System.arraycopy(octets, 0, framed, 2, octets.length);
    out.write(framed);
    out.flush();
    var in = new DataInputStream(socket.getInputStream());
    byte[] reply = new byte[in.readUnsignedShort()];
    in.readFully(reply);
    Message answer = read(reply, query);
    if (answer == null) {
      throw new IOException("the answer is to another question");
    }
    return answer;
  }

  /// The answer, or null when it belongs to another question (RFC 5452 §9.1).
  private static @Nullable Message read(byte[] octets, Message query) {
    try {
      var answer = new Message(octets);
      Record asked = query.getQuestion();
      Record echoed = answer.getQuestion();
      boolean ours =
          answer.getHeader().getFlag(Flags.QR)
              && answer.getHeader().getID() == query.getHeader().getID()
              && asked != null
              && echoed != null
              && asked.getName().equals(echoed.getName())
              && asked.getType() == echoed.getType()
              && asked.getDClass() == echoed.getDClass();
      return ours ? answer : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static int millis(Duration time) {
    return Math.clamp(time.toMillis(), 1, Integer.MAX_VALUE);
  }
}
