package org.mailkeep.imap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.settings.HostPort;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.imap.Endpoints;
import org.mailkeep.wire.imap.ImapLimits;
import org.mailkeep.wire.imap.ImapProtocol;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Listener;
import org.mailkeep.wire.transport.ListenerConfig;
import org.mailkeep.wire.transport.ListenerProtocol;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportLimits;

/// The whole way from a socket to a store in memory.
final class ImapServer implements AutoCloseable {
  final MailFixture mail = new MailFixture(new MemoryBackend());
  final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private final Surroundings around;
  private final Listener listener;
  private final List<Client> clients = new ArrayList<>();
  private int delivered;

  ImapServer() throws IOException {
    this(ImapRules.defaults().withPlainText());
  }

  ImapServer(ImapRules rules) throws IOException {
    ImapBackend backend =
        new ImapBackend(
            new KnownPeople(),
            mail.accounts,
            mail.blobs,
            MimeLimits.DEFAULT,
            mail.clock,
            events::add,
            "test");
    ImapService service = new ImapService(backend, () -> rules);
    around =
        Surroundings.of(
            Events.none(), TransportLimits.defaults(), new ServerTls(new Certificates(List.of())));
    listener =
        Listener.open(
            ListenerConfig.plain("imap", ListenerProtocol.IMAP, new HostPort("127.0.0.1", 0)),
            new ImapProtocol(Endpoints.direct(service), ImapLimits::defaults, Events.none()),
            around);
  }

  /// Jane's mail.
  MailAccount jane() {
    return mail.open(1);
  }

  /// Delivers a message to Jane.
  void deliver(String mailbox, String subject) {
    String text = MailFixture.text("m" + ++delivered, subject);
    mail.file(jane(), jane().find(mailbox).orElseThrow().id(), text, Flags.NONE);
  }

  Client connect() throws IOException {
    int port = listener.addresses().getFirst().getPort();
    Client client = new Client(new Socket(InetAddress.getLoopbackAddress(), port));
    clients.add(client);
    return client;
  }

  /// A client that reads and writes lines.
  record Client(Socket socket) {
    Client {
      try {
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The next line without its end; `<end>` at the end.
    String line() throws IOException {
      var bytes = new ByteArrayOutputStream();
      var in = socket.getInputStream();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          return "<end>";
        }
        if (c != '\r') {
          bytes.write(c);
        }
      }
      return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Sends a command and gives all lines up to the one with its tag.
    List<String> command(String tag, String text) throws IOException {
      send(tag + " " + text + "\r\n");
      List<String> lines = new ArrayList<>();
      String line;
      do {
        line = line();
        lines.add(line);
      } while (!line.startsWith(tag + " ") && !line.equals("<end>"));
      return lines;
    }
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.socket().close();
    }
    listener.close();
    around.deadlines().close();
    mail.close();
  }
}
