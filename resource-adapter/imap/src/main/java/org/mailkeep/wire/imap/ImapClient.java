package org.mailkeep.wire.imap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.Chance;
import org.mailkeep.wire.imap.ClientReader.Response;
import org.mailkeep.wire.sasl.ClientExchange;
import org.mailkeep.wire.sasl.ClientIdentity;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Connection;

/// A session with another IMAP server (RFC 9051, RFC 3501), as the client, up to the login: first
/// [#greet], then perhaps [#startTls], then [#authenticate]; [ImapDownload] goes on from there. For
/// one thread; nothing throws because of the server or the network.
public final class ImapClient implements Closeable {
  private static final int GOODBYE_SECONDS = 2;

  private final Connection connection;
  private final Times times;
  private final ClientReader reader;
  private int commands;
  private boolean usable = true;

  /// How long the server may take.
  ///
  /// @param greeting to its greeting
  /// @param answer to its answer to a command
  public record Times(Duration greeting, Duration answer) {}

  /// @param connection dialled just now; closed with the client
  public ImapClient(Connection connection, Times times) {
    this.connection = connection;
    this.times = times;
    this.reader = new ClientReader(connection.input());
  }

  /// Some work with the server.
  private interface Exchange {
    ClientStep run() throws IOException;
  }

  private ClientStep attempt(Exchange exchange) {
    try {
      ClientStep step = exchange.run();
      usable &= !(step instanceof ClientStep.Lost);
      return step;
    } catch (IOException e) {
      usable = false;
      return new ClientStep.Lost(String.valueOf(e.getMessage()));
    }
  }

  /// Waits for the greeting, and asks what the server can do when it does not say (RFC 9051 §7.1).
  public ClientStep greet() {
    return attempt(() -> {
      connection.idleLimit(times.greeting(), "timeout of the greeting");
      Response.Status greeting = reader.greeting();
      if (!greeting.isOk()) {
        return new ClientStep.Lost("the server greets with " + greeting.word());
      }
      return capabilities();
    });
  }

  private ClientStep capabilities() throws IOException {
    return reader.capabilities().isEmpty() ? step(ask("CAPABILITY")) : new ClientStep.Done();
  }

  /// Whether the server has said that it can do something.
  public boolean can(String capability) {
    return reader.capabilities().contains(capability);
  }

  /// Whether it is encrypted.
  public boolean isTls() {
    return connection.isTls();
  }

  /// Begins TLS and asks again what the server can do (RFC 9051 §6.2.1).
  ///
  /// @param serverName for SNI, and for the certificate where it is checked
  public ClientStep startTls(ClientTls tls, String serverName) {
    if (!can("STARTTLS")) {
      return new ClientStep.NotOffered();
    }
    return attempt(() -> {
      Response.Status reply = ask("STARTTLS");
      if (!reply.isOk()) {
        return step(reply);
      }
      connection.startTls(tls, serverName);
      reader.forgetCapabilities();
      return capabilities();
    });
  }

  /// Logs in by the best mechanism that the server offers (RFC 9051 §6.2.2), or by LOGIN (§6.2.3).
  ///
  /// @param trusted whether a secret may be shown to whoever listens when there is no TLS
  public ClientStep authenticate(ClientIdentity identity, boolean trusted) {
    boolean shown = trusted || isTls();
    List<String> offered =
        reader.capabilities().stream()
            .filter(word -> word.startsWith("AUTH="))
            .map(word -> word.substring("AUTH=".length()))
            .filter(name -> shown || !ClientExchange.showsSecret(name))
            .toList();
    Optional<ClientExchange> chosen =
        ClientExchange.choose(offered, identity, connection.channel(trusted), Chance.secure());
    if (chosen.isPresent()) {
      return attempt(() -> authenticate(chosen.get()));
    }
    return shown
            && !can("LOGINDISABLED")
            && identity instanceof ClientIdentity.Password(var authorize, var login, var password)
            && authorize.isEmpty()
        ? attempt(() -> login(login, password))
        : new ClientStep.NotOffered();
  }

  private ClientStep authenticate(ClientExchange exchange) throws IOException {
    Optional<byte[]> initial = exchange.initial();
    boolean early = initial.isPresent() && (can("SASL-IR") || can("IMAP4REV2"));
    String tag = send("AUTHENTICATE " + exchange.name() + (early ? word(initial.get()) : ""));
    boolean pending = initial.isPresent() && !early;
    Response response = read(tag);
    while (response instanceof Response.Continue(var challenge)) {
      line(pending ? base64(initial.orElseThrow()) : answer(exchange, challenge));
      pending = false;
      response = read(tag);
    }
    ClientStep step = step((Response.Status) response);
    return step instanceof ClientStep.Done && !exchange.isComplete()
        ? new ClientStep.Lost("the server has not proved that it knows the password")
        : step;
  }

  private static String answer(ClientExchange exchange, String challenge) {
    try {
      byte[] octets = Base64.getDecoder().decode(challenge);
      return exchange.answer(octets).map(ImapClient::base64).orElse("*");
    } catch (IllegalArgumentException e) {
      return "*"; // not base64: give up (RFC 9051 §6.2.2)
    }
  }

  /// One of no octets is told from none (RFC 4959 §3).
  private static String word(byte[] octets) {
    return " " + (octets.length == 0 ? "=" : base64(octets));
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  // login = "LOGIN" SP userid SP password, both as literals, which hold any octets
  private ClientStep login(String login, String password) throws IOException {
    byte[] name = login.getBytes(StandardCharsets.UTF_8);
    byte[] secret = password.getBytes(StandardCharsets.UTF_8);
    String tag = send("LOGIN {" + name.length + "}");
    Response response = read(tag);
    if (response instanceof Response.Continue) {
      connection.output().write(name);
      line(" {" + secret.length + "}");
      response = read(tag);
    }
    if (response instanceof Response.Continue) {
      connection.output().write(secret);
      line("");
      response = read(tag);
    }
    return response instanceof Response.Status status
        ? step(status)
        : new ClientStep.Lost("the server wants more than a name and a password");
  }

  /// Whether the server still answers (RFC 9051 §6.1.2).
  ///
  /// @param within how long it may take
  public boolean noop(Duration within) {
    return attempt(() -> {
      connection.idleLimit(within, "timeout of the check");
      String tag = send("NOOP");
      return reader.response(tag) instanceof Response.Status status
          ? step(status)
          : new ClientStep.Lost("the server wants more than NOOP");
    })
        instanceof ClientStep.Done;
  }

  /// Whether another command can be sent.
  public boolean isUsable() {
    return usable;
  }

  /// Says goodbye, if the server is still there, and closes.
  public void logout() {
    if (usable) {
      attempt(() -> {
        connection.idleLimit(Duration.ofSeconds(GOODBYE_SECONDS), "timeout of the goodbye");
        send("LOGOUT");
        connection.output().flush();
        return new ClientStep.Done();
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

  private Response.Status ask(String command) throws IOException {
    Response response = read(send(command));
    if (response instanceof Response.Status status) {
      return status;
    }
    throw new IOException("the server wants more than " + command);
  }

  private Response read(String tag) throws IOException {
    connection.idleLimit(times.answer(), "timeout of the answer");
    return reader.response(tag);
  }

  Connection connection() {
    return connection;
  }

  Times times() {
    return times;
  }

  /// Sends a command.
  ///
  /// @return its tag
  String send(String command) throws IOException {
    String tag = "m" + ++commands;
    line(tag + " " + command);
    return tag;
  }

  private void line(String text) throws IOException {
    connection.output().write(text + "\r\n");
  }

  private static ClientStep step(Response.Status status) {
    return switch (status.word()) {
      case "OK" -> new ClientStep.Done();
      case "NO" -> new ClientStep.Refused(status.code(), status.text());
      default -> new ClientStep.Lost("the server says " + status.word() + " " + status.text());
    };
  }
}
