package org.mailkeep.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A name server on loopback, by UDP and TCP on one port.
final class ScriptedServer implements AutoCloseable {
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Message, List<Message>> byUdp = query -> List.of(answer(query));
  private volatile Function<Message, List<Message>> byTcp = query -> List.of(answer(query));

  ScriptedServer() {
    try {
      tcp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      udp = new DatagramSocket(new InetSocketAddress(tcp.getInetAddress(), tcp.getLocalPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::serveUdp);
    Thread.startVirtualThread(this::serveTcp);
  }

  /// What it sends for a query by UDP; may be nothing.
  ScriptedServer udp(Function<Message, List<Message>> script) {
    byUdp = script;
    return this;
  }

  /// What it sends for a query by TCP; may be nothing.
  ScriptedServer tcp(Function<Message, List<Message>> script) {
    byTcp = script;
    return this;
  }

  NameServer name(NameServer.Transport transport) {
    return new NameServer(
        transport, new InetSocketAddress(tcp.getInetAddress(), tcp.getLocalPort()));
  }

  /// Queries so far, as `udp example.org. MX`.
  List<String> asked() {
    return asked;
  }

  /// An answer with these records in its answer section, each as a zone file has it.
  static Message answer(Message query, String... records) {
    var answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    for (String record : records) {
      answer.addRecord(record(record), Section.ANSWER);
    }
    return answer;
  }

  /// A record as a zone file has it: `name ttl type data`.
  static Record record(String line) {
    String[] parts = line.split(" ", 4);
    try {
      Name name = Name.fromString(parts[0]);
      long ttl = Long.parseLong(parts[1]);
      return Record.fromString(name, Type.value(parts[2]), DClass.IN, ttl, parts[3], Name.root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serveUdp() {
    var packet = new DatagramPacket(new byte[4096], 4096);
    try {
      while (true) {
        udp.receive(packet);
        var query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        note("udp", query);
        for (Message answer : byUdp.apply(query)) {
          byte[] octets = answer.toWire();
          udp.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException _) {
      udp.close();
    }
  }

  private void serveTcp() {
    try {
      while (true) {
        try (Socket peer = tcp.accept()) {
          var in = new DataInputStream(peer.getInputStream());
          byte[] octets = new byte[in.readUnsignedShort()];
          in.readFully(octets);
          var query = new Message(octets);
          note("tcp", query);
          for (Message answer : byTcp.apply(query)) {
            byte[] reply = answer.toWire();
            peer.getOutputStream()
                .write(new byte[] {(byte) (reply.length >> 8), (byte) reply.length});
            peer.getOutputStream().write(reply);
          }
        }
      }
    } catch (IOException _) {
      udp.close();
    }
  }

  private void note(String way, Message query) {
    Record question = query.getQuestion();
    asked.add(way + " " + question.getName() + " " + Type.string(question.getType()));
  }
}
