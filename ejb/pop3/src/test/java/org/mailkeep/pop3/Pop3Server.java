package org.mailkeep.pop3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.LoginGuard;
import org.mailkeep.auth.Roles;
import org.mailkeep.auth.Sessions;
import org.mailkeep.imap.ImapServer;
import org.mailkeep.imap.KnownPeople;
import org.mailkeep.kernel.Chance;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.settings.HostPort;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.store.memory.MemoryLookupStore;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.pop3.Endpoints;
import org.mailkeep.wire.pop3.Pop3Limits;
import org.mailkeep.wire.pop3.Pop3Listener;
import org.mailkeep.wire.pop3.Pop3Protocol;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.transport.Listener;
import org.mailkeep.wire.transport.ListenerConfig;
import org.mailkeep.wire.transport.ListenerProtocol;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportLimits;

/// The whole way from a socket to a store in memory, for one call at a time.
final class Pop3Server implements AutoCloseable {
  /// With logins in plain text.
  static final Pop3Rules RULES = rules(Pop3Rules.defaults());

  /// What people may do by themselves.
  static final Authority.Book STANDARD = Authority.Book.of(Roles.STANDARD);

  private static final int TRIES = 10_000;
  private static final Mechanisms MECHANISMS =
      Mechanisms.standard(Chance.secure()).of(Set.of(Proof.PASSWORD));

  final MailFixture mail;
  final LookupStore lookups;
  final Queue<Event> events = new ConcurrentLinkedQueue<>();
  final Sessions sessions;
  private final MaildropLocks locks;
  private final Surroundings around;
  private final Listener listener;
  private final List<ImapServer.Client> clients = new ArrayList<>();
  private int delivered;

  /// The only permit, which calls wait for.
  private record OnePermit(Pop3Listener listener, ReentrantLock permit) implements Endpoints {
    @Override
    public <T> T call(Function<Pop3Listener, T> work) {
      permit.lock();
      try {
        return work.apply(listener);
      } finally {
        permit.unlock();
      }
    }
  }

  Pop3Server() throws IOException {
    this(new MailFixture(new MemoryBackend()), RULES);
  }

  Pop3Server(MailFixture mail, Pop3Rules rules) throws IOException {
    this(mail, rules, new MemoryLookupStore(mail.clock, 1_000), Authority.Book.of(Roles.STANDARD));
  }

  /// @param mail closed with this
  /// @param roles what people may do
  Pop3Server(MailFixture mail, Pop3Rules rules, LookupStore lookups, Authority.Book roles)
      throws IOException {
    this(mail, rules, lookups, roles, Pop3Limits.defaults());
  }

  /// With rules for logins in plain text, and times.
  Pop3Server(MailFixture mail, Pop3Limits.Times times) throws IOException {
    this(
        mail,
        RULES,
        new MemoryLookupStore(mail.clock, 1_000),
        STANDARD,
        new Pop3Limits(Pop3Limits.defaults().line(), Pop3Limits.defaults().errors(), times));
  }

  private Pop3Server(
      MailFixture mail,
      Pop3Rules rules,
      LookupStore lookups,
      Authority.Book roles,
      Pop3Limits limits)
      throws IOException {
    KnownPeople people = new KnownPeople();
    this.mail = mail;
    this.lookups = lookups;
    this.sessions = new Sessions(LoginGuard.NONE, new Authority(roles, people, _ -> ""));
    this.locks = new MaildropLocks(lookups, Thread.ofVirtual().factory());
    Pop3Backend backend =
        new Pop3Backend(
            people,
            sessions,
            mail.accounts,
            mail.blobs,
            locks,
            lookups,
            mail.clock,
            events::add,
            "test");
    Pop3Service service = new Pop3Service(backend, () -> rules);
    around =
        Surroundings.of(
            Events.none(), TransportLimits.defaults(), new ServerTls(ImapServer.certificates()));
    listener =
        Listener.open(
            ListenerConfig.plain("pop3", ListenerProtocol.POP3, new HostPort("127.0.0.1", 0))
                .withTls(ImapServer.TLS),
            new Pop3Protocol(
                new OnePermit(service, new ReentrantLock()), limits, MECHANISMS, events::add),
            around);
  }

  /// Rules that allow logins in plain text, from this host.
  static Pop3Rules rules(Pop3Rules rules) {
    return new Pop3Rules(rules.maxFailures(), true, rules.requests(), rules.loginDelay());
  }

  /// Jane's mail.
  MailAccount jane() {
    return mail.open(1);
  }

  /// Delivers a message to Jane.
  void deliver(String subject) {
    deliverText(MailFixture.text("m" + ++delivered, subject));
  }

  /// Delivers a message to Jane.
  void deliverText(String text) {
    mail.file(jane(), MailFixture.inbox(jane()), text, Flags.NONE);
  }

  /// A client that has not read the greeting.
  ImapServer.Client connect() throws IOException {
    int port = listener.addresses().getFirst().getPort();
    var client = new ImapServer.Client(new Socket(InetAddress.getLoopbackAddress(), port));
    clients.add(client);
    return client;
  }

  /// A client that is logged in as Jane.
  ImapServer.Client login() throws IOException {
    ImapServer.Client client = connect();
    client.line();
    say(client, "USER jane");
    String reply = say(client, "PASS secret");
    if (!reply.startsWith("+OK")) {
      throw new AssertionError(reply);
    }
    return client;
  }

  /// A client that is logged in as Jane, once nobody else is.
  ImapServer.Client loginSoon() throws IOException {
    ImapServer.Client client = connect();
    client.line();
    String reply = "-ERR [IN-USE]";
    for (int i = 0; i < TRIES && reply.startsWith("-ERR [IN-USE]"); i++) {
      say(client, "USER jane");
      reply = say(client, "PASS secret");
    }
    if (!reply.startsWith("+OK")) {
      throw new AssertionError(reply);
    }
    return client;
  }

  /// Sends a command and gives the first line of the answer.
  static String say(ImapServer.Client client, String command) throws IOException {
    client.send(command + "\r\n");
    return client.line();
  }

  /// Reads up to the line with the dot.
  static List<String> rows(ImapServer.Client client) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String line = client.line(); !line.equals("."); line = client.line()) {
      if (line.equals("<end>")) {
        throw new AssertionError("ends after " + rows);
      }
      rows.add(line);
    }
    return rows;
  }

  @Override
  public void close() throws IOException {
    for (ImapServer.Client client : clients) {
      client.socket().close();
    }
    listener.close();
    around.deadlines().close();
    locks.close();
    mail.close();
  }
}
