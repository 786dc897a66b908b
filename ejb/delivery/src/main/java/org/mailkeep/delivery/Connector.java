package org.mailkeep.delivery;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.delivery.OutboundRules.StartTls;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.queue.Outcome;
import org.mailkeep.wire.sasl.ClientIdentity;
import org.mailkeep.wire.smtp.ClientStep;
import org.mailkeep.wire.smtp.SmtpClient;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.Dialler;

/// Opens sessions with other servers: connects, greets, encrypts and logs in. Safe for many
/// threads.
final class Connector {
  private final Dialler dialler;
  private final OutboundRules rules;
  private final ClientTls verified;
  private final ClientTls anyone;
  private final Map<Authorities, ClientTls> own = new ConcurrentHashMap<>();

  /// @param verified takes certificates of those whom we trust
  Connector(Dialler dialler, OutboundRules rules, ClientTls verified) {
    this.dialler = dialler;
    this.rules = rules;
    this.verified = verified;
    this.anyone = ClientTls.opportunistic(rules.timeouts().tls());
  }

  /// What came of it.
  sealed interface Opened {
    /// A session in which mail can be sent; whoever asked for it closes it.
    record Session(SmtpClient client) implements Opened {}

    /// None.
    ///
    /// @param outcome of the attempt when no other host takes the message
    record Refused(Outcome outcome) implements Opened {}

    /// Encryption that may be left out did not work.
    record TlsFailed(String reason) implements Opened {}
  }

  /// Opens a session. Where encryption may be left out and fails, it is left out.
  Opened open(Target target) {
    Opened opened = open(target, wanted(target));
    return opened instanceof Opened.TlsFailed ? open(target, StartTls.DISABLE) : opened;
  }

  /// A password is shown to nobody but its server; on this machine nobody listens. Who names a
  /// server's authorities does not expect clear text.
  private StartTls wanted(Target target) {
    Relay relay = target.relay();
    if (relay == null) {
      return rules.starttls();
    }
    boolean elsewhere = !target.address().getAddress().isLoopbackAddress();
    boolean named = relay.trust() instanceof ServerTrust.Private;
    return named || (relay.login() != null && elsewhere) ? StartTls.REQUIRE : rules.starttls();
  }

  private Opened open(Target target, StartTls wanted) {
    InetAddress address = target.address().getAddress();
    Optional<InetAddress> source =
        address instanceof Inet4Address ? rules.addresses().source4() : rules.addresses().source6();
    var destination =
        new Dialler.Destination(
            target.address(),
            source,
            rules.timeouts().connect(),
            rules.timeouts().session().done());
    return switch (dialler.dial(destination)) {
      case Dialler.Connected(Connection connection) -> converse(target, connection, wanted);
      case Dialler.Unreachable(_, String reason) ->
          new Opened.Refused(Replies.trouble("4.4.1", target, reason));
    };
  }

  private Opened converse(Target target, Connection connection, StartTls wanted) {
    Relay relay = target.relay();
    boolean lmtp = relay != null && relay.lmtp();
    var setup = new SmtpClient.Setup(rules.hostname().ascii(), lmtp, rules.timeouts().session());
    var client = new SmtpClient(connection, setup);
    Opened problem = prepare(target, connection, client, wanted);
    if (problem == null) {
      return new Opened.Session(client);
    }
    client.quit();
    return problem;
  }

  /// @return what stands in the way, or null
  private @Nullable Opened prepare(
      Target target, Connection connection, SmtpClient client, StartTls wanted) {
    Relay relay = target.relay();
    boolean implicit = relay != null && relay.implicitTls();
    Opened problem = implicit ? encrypt(target, connection) : null;
    if (problem == null) {
      problem = problem(client.greet(), target, "4.4.2");
    }
    if (problem == null && !implicit) {
      problem = startTls(target, client, wanted);
    }
    if (problem == null && relay != null && relay.login() != null) {
      problem = logIn(target, client, relay.login());
    }
    return problem;
  }

  private @Nullable Opened encrypt(Target target, Connection connection) {
    try {
      connection.startTls(tls(target), target.name());
      return null;
    } catch (IOException e) {
      return new Opened.Refused(Replies.trouble("4.7.5", target, "TLS: " + e.getMessage()));
    }
  }

  private @Nullable Opened startTls(Target target, SmtpClient client, StartTls wanted) {
    boolean required = wanted == StartTls.REQUIRE;
    ClientStep step =
        wanted == StartTls.DISABLE
            ? new ClientStep.NotOffered()
            : client.startTls(required ? tls(target) : anyone, target.name());
    return switch (step) {
      case ClientStep.Done _ -> null;
      case ClientStep.NotOffered _, ClientStep.Refused _ ->
          required
              ? new Opened.Refused(Replies.trouble("4.7.10", target, "encryption is not offered"))
              : null;
      case ClientStep.Lost(String reason) ->
          required
              ? new Opened.Refused(Replies.trouble("4.7.5", target, "TLS: " + reason))
              : new Opened.TlsFailed(reason);
    };
  }

  private @Nullable Opened logIn(Target target, SmtpClient client, Relay.Login login) {
    return problem(
        client.authenticate(new ClientIdentity.Password(login.username(), login.secret())),
        target,
        "4.7.8");
  }

  /// What is wrong when a step did not go through; a login that is refused may be put right.
  private static @Nullable Opened problem(ClientStep step, Target target, String code) {
    return switch (step) {
      case ClientStep.Done _ -> null;
      case ClientStep.Refused(var reply) ->
          new Opened.Refused(
              code.equals("4.7.8")
                  ? Replies.trouble(code, target, reply.toString())
                  : Replies.outcome(reply, target));
      case ClientStep.NotOffered _ ->
          new Opened.Refused(Replies.trouble(code, target, "no login is offered that we know"));
      case ClientStep.Lost(String reason) ->
          new Opened.Refused(Replies.trouble("4.4.2", target, reason));
    };
  }

  /// The check of certificates where encryption is required.
  private ClientTls tls(Target target) {
    Relay relay = target.relay();
    if (relay == null) {
      return rules.allowInvalidCerts() ? anyone : verified;
    }
    return switch (relay.trust()) {
      case ServerTrust.Usual() -> verified;
      case ServerTrust.Private(var authorities) ->
          own.computeIfAbsent(
              authorities, known -> ClientTls.verified(known.judge(), rules.timeouts().tls()));
      case ServerTrust.Anyone() -> anyone;
    };
  }
}
