package org.mailkeep.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.mailkeep.delivery.OutboundRules.StartTls;
import org.mailkeep.dns.testing.FakeResolver;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Status;
import org.mailkeep.telemetry.Event;
import org.mailkeep.wire.smtp.ClientTimeouts;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Deadlines;
import org.mailkeep.wire.transport.Dialler;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportLimits;

/// A carrier and servers on addresses of loopback that share a port.
final class RemoteFixture implements AutoCloseable {
  static final DomainName NET = DomainName.of("example.net");
  static final String TEXT = "Subject: Hello\r\n\r\n.Hi\r\n";
  private static final Duration SOON = Duration.ofSeconds(10);

  final FakeResolver dns = new FakeResolver();
  final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  Duration replies = SOON;
  Duration idle = SOON;
  Duration between = SOON;
  StartTls starttls = StartTls.OPTIONAL;
  boolean allowInvalidCerts;
  OutboundRules.Limits limits = new OutboundRules.Limits(5, 2, 100, 2, 10);
  private final Deadlines deadlines = new Deadlines(Duration.ofMillis(10));
  private final List<FakeMx> servers = new ArrayList<>();
  private final List<RemoteCarrier> carriers = new ArrayList<>();
  private int port;

  /// A server on `127.0.0.n`.
  FakeMx server(int n) {
    var server = new FakeMx("127.0.0." + n, port);
    port = server.port();
    servers.add(server);
    return server;
  }

  /// A server, which is the mail exchanger `mx<n>.example.net` of `example.net`.
  FakeMx exchanger(int n, int preference) {
    record(n, preference);
    return server(n);
  }

  /// An exchanger at which nobody answers.
  void record(int n, int preference) {
    dns.mx("example.net", preference, "mx" + n + ".example.net");
    dns.host("mx" + n + ".example.net", "127.0.0." + n);
  }

  RemoteCarrier carrier() {
    var timeouts =
        new OutboundRules.Timeouts(
            SOON,
            SOON,
            idle,
            new ClientTimeouts(replies, replies, replies, replies, replies, replies, between));
    var rules =
        new OutboundRules(
            DomainName.of("mx.example.org"),
            port == 0 ? 1 : port,
            new OutboundRules.Addresses(
                OutboundRules.IpStrategy.IPV4_THEN_IPV6, Optional.empty(), Optional.empty()),
            starttls,
            allowInvalidCerts,
            limits,
            timeouts);
    var around =
        Surroundings.of(
            events::add,
            TransportLimits.defaults(),
            new ServerTls(new Certificates(List.of())),
            deadlines);
    var ports =
        new RemotePorts(
            dns,
            new Dialler(around),
            ClientTls.verified(TestTls.trust(), SOON),
            events::add,
            Chance.secure(),
            Thread.ofVirtual().factory());
    var carrier = new RemoteCarrier(ports, rules);
    carriers.add(carrier);
    return carrier;
  }

  /// Sends one message to recipients of `example.net`.
  List<Outcome> send(String... recipients) {
    return carrier().toDomain(TestAttempt.of(TEXT, recipients), NET);
  }

  /// Sends one message to `bob@example.net`.
  Outcome send() {
    return send("bob@example.net").getFirst();
  }

  <E extends Event> List<E> events(Class<E> kind) {
    synchronized (events) {
      return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  /// The kind of an outcome and its code, such as `Failed 5.1.1`.
  static String brief(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered(Status status, _) -> "Delivered " + status.code();
      case Outcome.Deferred(Status status) -> "Deferred " + status.code();
      case Outcome.Failed(Status status) -> "Failed " + status.code();
      case Outcome.Filed _, Outcome.Expanded _, Outcome.Posted _ ->
          throw new AssertionError(outcome);
    };
  }

  @Override
  public void close() {
    carriers.forEach(RemoteCarrier::close);
    servers.forEach(FakeMx::close);
    deadlines.close();
  }
}
