package org.mailkeep.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.queue.Attempt;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Status;
import org.mailkeep.telemetry.DeliveryEvent;
import org.mailkeep.wire.smtp.HandOver;
import org.mailkeep.wire.smtp.SmtpClient;
import org.mailkeep.wire.transport.TlsInfo;

/// Sends mail to other servers: to the mail exchangers of a domain in their order, or to a relay.
/// What one host refuses for now is offered to the next (RFC 5321 §5.1). Sessions are kept a while
/// for the next message to the same host. Safe for many threads.
public final class RemoteCarrier implements AutoCloseable {
  private final OutboundRules rules;
  private final RemotePorts ports;
  private final MailExchangers exchangers;
  private final HostAddresses addresses;
  private final Connector connector;
  private final IdleSessions sessions;

  /// @param rules fixed; other rules need another carrier
  public RemoteCarrier(RemotePorts ports, OutboundRules rules) {
    this.rules = rules;
    this.ports = ports;
    this.exchangers = new MailExchangers(ports.resolver(), ports.chance());
    this.addresses = new HostAddresses(ports.resolver(), rules);
    this.connector = new Connector(ports.dialler(), rules, ports.verified());
    this.sessions = new IdleSessions(ports.threads(), rules);
  }

  /// Sends a message to the mail exchangers of a domain.
  List<Outcome> toDomain(Attempt attempt, DomainName domain) {
    return switch (exchangers.find(domain, rules.hostname(), rules.limits().hosts())) {
      case MailExchangers.Found.None(Outcome outcome) ->
          Collections.nCopies(attempt.recipients().size(), outcome);
      case MailExchangers.Found.Hosts(List<DomainName> names) -> {
        var journey = new Journey(attempt, domain.ascii());
        for (DomainName name : names) {
          if (!journey.isDone()) {
            offer(journey, addresses.find(name), null);
          }
        }
        yield journey.outcomes();
      }
    };
  }

  /// Sends a message to a relay.
  List<Outcome> toRelay(Attempt attempt, Relay relay) {
    var journey = new Journey(attempt, relay.id());
    offer(journey, addresses.find(relay.host()), relay);
    return journey.outcomes();
  }

  /// Ends the sessions that are kept.
  @Override
  public void close() {
    sessions.close();
  }

  private void offer(Journey journey, Host host, @Nullable Relay relay) {
    if (host.addresses().isEmpty()) {
      journey.missed(unreachable(host));
    }
    int port = relay == null ? rules.port() : relay.port();
    for (InetAddress address : host.addresses()) {
      if (!journey.isDone()) {
        offer(journey, new Target(host.name(), new InetSocketAddress(address, port), relay));
      }
    }
  }

  private static Outcome unreachable(Host host) {
    return host.trouble().isEmpty()
        ? new Outcome.Failed(Status.ours("5.4.4", host.name() + " has no address"))
        : new Outcome.Deferred(Status.ours("4.4.3", "No answer from DNS: " + host.trouble()));
  }

  private void offer(Journey journey, Target target) {
    SmtpClient kept = sessions.take(target);
    if (kept != null) {
      hand(journey, target, kept);
      return;
    }
    switch (connector.open(target)) {
      case Connector.Opened.Session(SmtpClient client) -> hand(journey, target, client);
      case Connector.Opened.Refused(Outcome outcome) -> miss(journey, target, outcome);
      case Connector.Opened.TlsFailed(String reason) ->
          miss(journey, target, Replies.trouble("4.7.5", target, "TLS: " + reason));
    }
  }

  private void miss(Journey journey, Target target, Outcome outcome) {
    journey.missed(outcome);
    ports
        .events()
        .emit(
            new DeliveryEvent.HostFailed(
                journey.id(), journey.destination(), target.text(), Journey.text(outcome)));
  }

  /// Hands a message over, so many recipients at a time.
  private void hand(Journey journey, Target target, SmtpClient client) {
    long begin = System.nanoTime();
    int taken = 0;
    boolean reports = client.extensions().has("DSN");
    List<Integer> pending = journey.pending();
    int step = rules.limits().recipients();
    for (int from = 0; from < pending.size() && client.isUsable(); from += step) {
      List<Integer> some = pending.subList(from, Math.min(pending.size(), from + step));
      List<HandOver> results = client.send(journey.mail(some));
      for (int i = 0; i < some.size(); i++) {
        journey.note(some.get(i), Replies.outcome(results.get(i), target, reports));
        taken += results.get(i) instanceof HandOver.Accepted ? 1 : 0;
      }
    }
    if (taken > 0) {
      sent(journey, target, client, taken, Duration.ofNanos(System.nanoTime() - begin));
    }
    sessions.keep(target, client);
  }

  private void sent(
      Journey journey, Target target, SmtpClient client, int recipients, Duration took) {
    String tls = client.tls().map(TlsInfo::protocol).orElse("");
    ports
        .events()
        .emit(
            new DeliveryEvent.Sent(
                journey.id(), journey.destination(), target.text(), tls, recipients, took));
  }
}
