package org.mailkeep.wire.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.kernel.Chance;
import org.mailkeep.wire.sasl.ClientExchange;
import org.mailkeep.wire.sasl.ClientIdentity;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.TlsInfo;

/// A session with another server, as the client: SMTP (RFC 5321) or LMTP (RFC 2033). First
/// [#greet], then perhaps [#startTls] and [#authenticate], then any number of messages. For one
/// thread; nothing throws because of the server or the network.
public final class SmtpClient implements Closeable {
  private final Connection connection;
  private final Setup setup;
  private Extensions extensions = Extensions.NONE;
  private boolean usable = true;

  /// How to speak.
  ///
  /// @param name what we call ourselves: a fully qualified name or an address literal
  /// @param lmtp whether the server speaks LMTP
  public record Setup(String name, boolean lmtp, ClientTimeouts timeouts) {}

  /// @param connection dialled just now; closed with the client
  public SmtpClient(Connection connection, Setup setup) {
    this.connection = connection;
    this.setup = setup;
  }

  /// Some work with the server.
  private interface Exchange {
    ClientStep run() throws IOException;
  }

  private ClientStep attempt(Exchange exchange) {
    try {
      ClientStep step = exchange.run();
      usable &= !(step instanceof ClientStep.Refused(var reply) && reply.code() == 421);
      return step;
    } catch (IOException e) {
      usable = false;
      return new ClientStep.Lost(String.valueOf(e.getMessage()));
    }
  }

  /// Waits for the greeting and says hello: EHLO, or HELO to a server that does not know it (RFC
  /// 5321 §3.2); LHLO.
  public ClientStep greet() {
    return attempt(() -> {
      SmtpReply greeting = reply(setup.timeouts().greeting());
      return greeting.code() == 220 ? hello() : new ClientStep.Refused(greeting);
    });
  }

  private ClientStep hello() throws IOException {
    HelloKind kind = setup.lmtp() ? HelloKind.LHLO : HelloKind.EHLO;
    SmtpReply reply = ask(kind + " " + setup.name());
    if (reply.isPositive()) {
      extensions = Extensions.of(reply);
      return new ClientStep.Done(reply);
    }
    extensions = Extensions.NONE;
    if (reply.isPermanent() && !setup.lmtp()) {
      reply = ask(HelloKind.HELO + " " + setup.name());
    }
    return reply.isPositive() ? new ClientStep.Done(reply) : new ClientStep.Refused(reply);
  }

  /// What the server said last that it can do.
  public Extensions extensions() {
    return extensions;
  }

  /// The TLS in force.
  public Optional<TlsInfo> tls() {
    return connection.tls();
  }

  /// Begins TLS and says hello again (RFC 3207 §4.2).
  ///
  /// @param serverName for SNI, and for the certificate where it is checked
  public ClientStep startTls(ClientTls tls, String serverName) {
    if (!extensions.has("STARTTLS")) {
      return new ClientStep.NotOffered();
    }
    return attempt(() -> {
      SmtpReply reply = ask("STARTTLS");
      if (reply.code() != 220) {
        return new ClientStep.Refused(reply);
      }
      connection.startTls(tls, serverName);
      return hello();
    });
  }

  /// Logs in by the best mechanism that the server offers (RFC 4954 §4). May show the password to
  /// whoever listens when there is no TLS: that is the caller's decision.
  public ClientStep authenticate(ClientIdentity identity) {
    return authenticate(identity, true);
  }

  /// The same.
  ///
  /// @param trusted whether a secret may be shown to whoever listens when there is no TLS
  public ClientStep authenticate(ClientIdentity identity, boolean trusted) {
    boolean shown = trusted || connection.isTls();
    List<String> offered =
        extensions.mechanisms().stream()
            .filter(name -> shown || !ClientExchange.showsSecret(name.toUpperCase(Locale.ROOT)))
            .toList();
    Optional<ClientExchange> chosen =
        ClientExchange.choose(offered, identity, connection.channel(trusted), Chance.secure());
    return chosen.isEmpty()
        ? new ClientStep.NotOffered()
        : attempt(() -> authenticate(chosen.get()));
  }

  private ClientStep authenticate(ClientExchange exchange) throws IOException {
    String initial = exchange.initial().map(SmtpClient::initial).orElse("");
    SmtpReply reply = ask("AUTH " + exchange.name() + initial);
    while (reply.code() == 334) {
      reply = ask(answer(exchange, reply.text()));
    }
    if (reply.code() == 235 && !exchange.isComplete()) {
      usable = false;
      return new ClientStep.Lost("the server has not proved that it knows the password");
    }
    return reply.code() == 235 ? new ClientStep.Done(reply) : new ClientStep.Refused(reply);
  }

  private static String answer(ClientExchange exchange, String challenge) {
    try {
      byte[] octets = Base64.getDecoder().decode(challenge.strip());
      return exchange.answer(octets).map(SmtpClient::base64).orElse("*");
    } catch (IllegalArgumentException e) {
      return "*"; // not base64: give up (RFC 4954 §4)
    }
  }

  /// One of no octets is told from none (RFC 4954 §4).
  private static String initial(byte[] octets) {
    return " " + (octets.length == 0 ? "=" : base64(octets));
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  /// Asks whether mail for somebody would be taken, by the beginning of a transaction that is given
  /// up (RFC 5321 §3.3): nobody gets anything.
  ///
  /// @param address as it stands in RCPT, without the angle brackets
  /// @return the reply to RCPT, or what came before it
  public ClientStep tryRecipient(String address) {
    if (isUnsafe(address)) {
      return new ClientStep.NotOffered();
    }
    return attempt(() -> {
      SmtpReply mail = ask("MAIL FROM:<>" + utf8(address), setup.timeouts().mail());
      if (!mail.isPositive()) {
        return new ClientStep.Lost("MAIL is refused: " + mail);
      }
      SmtpReply rcpt = ask("RCPT TO:<" + address + ">", setup.timeouts().rcpt());
      SmtpReply reset = ask("RSET");
      usable &= reset.isPositive();
      return step(rcpt);
    });
  }

  /// Asks who somebody is (RFC 5321 §3.5.1).
  ///
  /// @param verb `VRFY` or `EXPN`
  /// @param text without control characters
  public ClientStep inquire(String verb, String text) {
    return isUnsafe(text)
        ? new ClientStep.NotOffered()
        : attempt(() -> step(ask(verb + " " + text + utf8(text))));
  }

  // RFC 6531 §3.4, §3.7.4.2
  private static String utf8(String text) {
    return isWide(text) ? " SMTPUTF8" : "";
  }

  private static boolean isWide(String text) {
    return text.chars().anyMatch(c -> c > 127);
  }

  private boolean isUnsafe(String text) {
    return text.isEmpty()
        || text.chars().anyMatch(c -> c < ' ' || c == 127)
        || (isWide(text) && !extensions.has("SMTPUTF8"));
  }

  /// Sends a message.
  ///
  /// @return what became of each recipient, in order
  public List<HandOver> send(OutgoingMail mail) {
    Optional<SmtpReply> obstacle = MailNeeds.obstacle(mail, extensions);
    if (obstacle.isPresent()) {
      HandOver refused = new HandOver.Permanent(obstacle.get(), true);
      return Collections.nCopies(mail.recipients().size(), refused);
    }
    var transaction = new MailTransaction(this, mail);
    try {
      transaction.run();
    } catch (IOException | RuntimeException e) {
      usable = false;
      transaction.lost(String.valueOf(e.getMessage()));
    }
    return transaction.outcomes();
  }

  /// Clears the server's mind between messages, which also tells whether it is still there (RFC
  /// 5321 §4.1.1.5).
  public boolean reset() {
    usable &=
        attempt(() -> step(ask("RSET", setup.timeouts().between()))) instanceof ClientStep.Done;
    return usable;
  }

  private static ClientStep step(SmtpReply reply) {
    return reply.isPositive() ? new ClientStep.Done(reply) : new ClientStep.Refused(reply);
  }

  /// Whether another message can be sent.
  public boolean isUsable() {
    return usable;
  }

  /// Says goodbye, if the server is still there, and closes.
  public void quit() {
    if (usable) {
      attempt(() -> step(ask("QUIT", setup.timeouts().between())));
    }
    close();
  }

  /// Says goodbye, if the server is still there, and closes without waiting for its answer: for
  /// sessions in which no mail was sent.
  public void leave() {
    if (usable) {
      attempt(() -> {
        connection.output().write("QUIT\r\n");
        connection.output().flush();
        return new ClientStep.NotOffered();
      });
    }
    close();
  }

  /// Closes at once.
  @Override
  public void close() {
    usable = false;
    connection.close();
  }

  Connection connection() {
    return connection;
  }

  Setup setup() {
    return setup;
  }

  private SmtpReply ask(String line) throws IOException {
    return ask(line, setup.timeouts().command());
  }

  private SmtpReply ask(String line, Duration timeout) throws IOException {
    connection.output().write(line + "\r\n");
    return reply(timeout);
  }

  /// The next reply. 421 means that no other will come (RFC 5321 §3.8).
  SmtpReply reply(Duration timeout) throws IOException {
    connection.idleLimit(timeout, "timeout of the delivery");
    SmtpReply reply = ReplyReader.read(connection.input());
    usable &= reply.code() != 421;
    return reply;
  }
}
