package org.mailkeep.imap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.LoginGuard;
import org.mailkeep.auth.Roles;
import org.mailkeep.auth.Sessions;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalEdit;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.AnyCertificate;
import org.mailkeep.kernel.Chance;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.search.SearchFixture;
import org.mailkeep.settings.HostPort;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.imap.Endpoints;
import org.mailkeep.wire.imap.ImapLimits;
import org.mailkeep.wire.imap.ImapProtocol;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.transport.CertificateReader;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Listener;
import org.mailkeep.wire.transport.ListenerConfig;
import org.mailkeep.wire.transport.ListenerProtocol;
import org.mailkeep.wire.transport.Pem;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportLimits;

/// The whole way from a socket to a store, in memory unless a test brings another.
public final class ImapServer implements AutoCloseable {
  /// Closed with this.
  public final MailFixture mail;

  public final SearchFixture index;
  final Queue<Event> events = new ConcurrentLinkedQueue<>();
  final Sessions sessions;
  private final Surroundings around;
  private final Listener listener;
  private final List<Client> clients = new CopyOnWriteArrayList<>();
  private volatile ImapRules rules;
  private int delivered;

  ImapServer() throws IOException {
    this(ImapRules.defaults().withPlainText());
  }

  ImapServer(ImapRules rules) throws IOException {
    this(new MailFixture(new MemoryBackend()), rules);
  }

  private ImapServer(MailFixture mail, ImapRules rules) throws IOException {
    this(mail, new SearchFixture(mail), new KnownPeople(), rules, STANDARD, ImapServer::oneTenant);
  }

  /// Lets people do what roles of a book say.
  ImapServer(MailFixture mail, Authority.Book roles) throws IOException {
    this(
        mail,
        new SearchFixture(mail),
        new KnownPeople(),
        ImapRules.defaults().withPlainText(),
        roles,
        ImapServer::oneTenant);
  }

  /// Serves people of several tenants.
  ///
  /// @param tenants gives the tenant of a login name
  ImapServer(UnaryOperator<String> tenants) throws IOException {
    this(new MailFixture(new MemoryBackend()), tenants);
  }

  private ImapServer(MailFixture mail, UnaryOperator<String> tenants) throws IOException {
    this(
        mail,
        new SearchFixture(mail),
        new KnownPeople(),
        ImapRules.defaults().withPlainText(),
        STANDARD,
        tenants);
  }

  private static String oneTenant(String unused) {
    return "";
  }

  private static final Authority.Book STANDARD = Authority.Book.of(Roles.STANDARD);

  /// With TLS by a command.
  public static final ListenerConfig.Tls TLS =
      new ListenerConfig.Tls(true, false, Set.of(), Set.of(), true, Duration.ofMinutes(1));

  private static final Mechanisms MECHANISMS =
      Mechanisms.standard(Chance.secure()).of(Set.of(Proof.PASSWORD));

  /// For localhost.
  public static Certificates certificates() {
    try {
      String certificate = resource("ec.pem");
      String key = resource("ec.key.pem");
      return new Certificates(List.of(CertificateReader.entry("ec", certificate, key, true)));
    } catch (Pem.Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static String resource(String name) {
    try (var in = ImapServer.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Serves some mail: Jane's, whose account is the first.
  public ImapServer(MailFixture mail, SearchFixture index) throws IOException {
    this(mail, index, new KnownPeople());
  }

  /// Serves some mail to these people.
  public ImapServer(MailFixture mail, SearchFixture index, Directory people) throws IOException {
    this(
        mail, index, people, ImapRules.defaults().withPlainText(), STANDARD, ImapServer::oneTenant);
  }

  private ImapServer(
      MailFixture mail,
      SearchFixture index,
      Directory people,
      ImapRules rules,
      Authority.Book roles,
      UnaryOperator<String> tenants)
      throws IOException {
    this.mail = mail;
    this.rules = rules;
    this.index = index;
    this.sessions = new Sessions(LoginGuard.NONE, new Authority(roles, people, tenants));
    ImapBackend backend =
        new ImapBackend(
            people,
            sessions,
            mail.accounts,
            mail.blobs,
            this::limit,
            index.search,
            MimeLimits.DEFAULT,
            mail.clock,
            events::add,
            "test");
    ImapService service = new ImapService(backend, () -> this.rules);
    around =
        Surroundings.of(Events.none(), TransportLimits.defaults(), new ServerTls(certificates()));
    listener =
        Listener.open(
            ListenerConfig.plain("imap", ListenerProtocol.IMAP, new HostPort("127.0.0.1", 0))
                .withTls(TLS),
            new ImapProtocol(
                Endpoints.direct(service), ImapLimits.defaults(), MECHANISMS, Events.none()),
            around);
  }

  /// Does what SETQUOTA wants, but for the boss, whom others keep.
  private Change<Principal> limit(AccountId account, PrincipalEdit edit) {
    if (account.equals(KnownPeople.BOSS)) {
      return new Change.KeptElsewhere<>("ldap");
    }
    PrincipalDraft draft =
        new PrincipalDraft(
            "who", "", List.of(), Account.Quota.UNLIMITED, Set.of(), true, List.of());
    Account.Quota quota = edit.apply(draft).quota();
    mail.quota.put(account, new Quota.Limits(limit(quota.bytes()), limit(quota.messages())));
    Account changed = new Account(account, "who", "", null, quota, Set.of(), true);
    return new Change.Done<>(new Principal(changed, List.of(), 0, Instant.EPOCH));
  }

  private static long limit(long most) {
    return most == Long.MAX_VALUE ? 0 : most;
  }

  /// Other rules hold from now on.
  void change(ImapRules other) {
    rules = other;
  }

  /// Jane's mail.
  public MailAccount jane() {
    return mail.open(1);
  }

  /// Delivers a message to Jane.
  void deliver(String mailbox, String subject) {
    String text = MailFixture.text("m" + ++delivered, subject);
    mail.file(jane(), jane().find(mailbox).orElseThrow().id(), text, Flags.NONE);
  }

  /// A client that has not read the greeting.
  public Client connect() throws IOException {
    int port = listener.addresses().getFirst().getPort();
    Client client = new Client(new Socket(InetAddress.getLoopbackAddress(), port));
    clients.add(client);
    return client;
  }

  /// A client that reads and writes lines.
  public record Client(Socket socket) {
    public Client {
      try {
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    /// Sends.
    public void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The next line without its end; `<end>` at the end.
    public String line() throws IOException {
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

    /// Goes on with TLS, with whoever answers.
    public Client secured() throws IOException {
      String host = socket.getInetAddress().getHostAddress();
      var factory = AnyCertificate.context().getSocketFactory();
      return new Client(factory.createSocket(socket, host, socket.getPort(), true));
    }

    /// Sends a command and gives all lines up to the one with its tag.
    public List<String> command(String tag, String text) throws IOException {
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
