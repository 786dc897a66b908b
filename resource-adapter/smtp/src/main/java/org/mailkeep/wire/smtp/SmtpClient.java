package org.mailkeep.wire.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.mailkeep.wire.sasl.ClientExchange;
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

  /// Logs in by the best mechanism that the server offers (RFC 4954 §4). Shows the password to
  /// whoever listens when there is no TLS: that is the caller's decision.
  public ClientStep authenticate(String login, String password) {
    Optional<ClientExchange> chosen =
        ClientExchange.choose(extensions.mechanisms(), login, password);
    return chosen.isEmpty()
        ? new ClientStep.NotOffered()
        : attempt(() -> authenticate(chosen.get()));
  }

  private ClientStep authenticate(ClientExchange exchange) throws IOException {
    String initial = exchange.initial().map(octets -> " " + base64(octets)).orElse("");
    SmtpReply reply = ask("AUTH " + exchange.name() + initial);
    while (reply.code() == 334) {
      reply = ask(answer(exchange, reply.text()));
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

  private static String base64(byte[] octets) {
    return octets.length == 0 ? "=" : Base64.getEncoder().encodeToString(octets);
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
    usable &= attempt(() -> step(ask("RSET"))) instanceof ClientStep.Done;
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
      attempt(() -> step(ask("QUIT")));
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
    connection.output().write(line + "\r\n");
    return reply(setup.timeouts().command());
  }

  /// The next reply. 421 means that no other will come (RFC 5321 §3.8).
  SmtpReply reply(Duration timeout) throws IOException {
    connection.idleLimit(timeout, "timeout of the delivery");
    SmtpReply reply = ReplyReader.read(connection.input());
    usable &= reply.code() != 421;
    return reply;
  }
}
