package org.mailkeep.wire.transport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.settings.HostPort;
import org.mailkeep.settings.IpNetwork;

/// One listener, as the settings have it.
///
/// @param id of `server.listener.<id>`
/// @param bind where it listens, with the port offset
/// @param service what it is for
/// @param bounds how many clients it takes
/// @param tls how it encrypts
/// @param proxies who must send a PROXY header; empty when nobody does
/// @param socket options of its sockets
public record ListenerConfig(
    String id,
    List<HostPort> bind,
    Service service,
    Bounds bounds,
    Tls tls,
    List<IpNetwork> proxies,
    SocketSettings socket) {

  /// Copies the lists.
  public ListenerConfig {
    bind = List.copyOf(bind);
    proxies = List.copyOf(proxies);
  }

  /// One of its ports as rules know it: without the port offset.
  public int rulePort(int port) {
    int first = bind.getFirst().port();
    boolean ours = first != 0 && bind.stream().anyMatch(place -> place.port() == port);
    return ours ? port - first + service.port() : port;
  }

  /// What a listener is for.
  ///
  /// @param protocol what it speaks
  /// @param submission whether an SMTP listener is for users' own mail (RFC 6409), not for other
  ///   servers
  /// @param port its first port without the offset, by which rules know it
  public record Service(ListenerProtocol protocol, boolean submission, int port) {}

  /// How many clients a listener takes at once.
  ///
  /// @param connections in all
  /// @param perAddress from one remote address, over all listeners
  public record Bounds(int connections, int perAddress) {}

  /// How a listener encrypts.
  ///
  /// @param enabled whether it can at all
  /// @param implicit whether it does from the first octet
  /// @param disabledProtocols such as `TLSv1.2`
  /// @param disabledCiphers suites by their standard names
  /// @param ownOrder whether our order of suites counts, not the client's
  /// @param timeout for the handshake
  /// @param clientAuthorities whose certificates clients are asked for; empty when they are not
  public record Tls(
      boolean enabled,
      boolean implicit,
      Set<String> disabledProtocols,
      Set<String> disabledCiphers,
      boolean ownOrder,
      Duration timeout,
      Optional<Authorities> clientAuthorities) {
    /// Copies the sets.
    public Tls {
      disabledProtocols = Set.copyOf(disabledProtocols);
      disabledCiphers = Set.copyOf(disabledCiphers);
    }

    /// Asks no client for a certificate.
    public Tls(
        boolean enabled,
        boolean implicit,
        Set<String> disabledProtocols,
        Set<String> disabledCiphers,
        boolean ownOrder,
        Duration timeout) {
      this(
          enabled,
          implicit,
          disabledProtocols,
          disabledCiphers,
          ownOrder,
          timeout,
          Optional.empty());
    }

    /// The same, asking clients for certificates of these authorities.
    public Tls asking(Authorities authorities) {
      return new Tls(
          enabled,
          implicit,
          disabledProtocols,
          disabledCiphers,
          ownOrder,
          timeout,
          Optional.of(authorities));
    }

    /// No TLS at all.
    public static Tls none() {
      return new Tls(false, false, Set.of(), Set.of(), true, Duration.ofMinutes(1));
    }
  }

  /// Options of sockets. Where there is no value the system's default holds.
  public record SocketSettings(
      boolean reuseAddress,
      boolean reusePort,
      boolean noDelay,
      int backlog,
      Optional<Integer> sendBuffer,
      Optional<Integer> receiveBuffer,
      Optional<Integer> typeOfService) {

    /// What settings say by default.
    public static SocketSettings defaults() {
      return new SocketSettings(
          true, false, true, 1024, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /// A plain listener with generous bounds, for tests and tools.
  public static ListenerConfig plain(String id, ListenerProtocol protocol, HostPort bind) {
    return new ListenerConfig(
        id,
        List.of(bind),
        new Service(protocol, false, bind.port()),
        new Bounds(10_000, 10_000),
        Tls.none(),
        List.of(),
        SocketSettings.defaults());
  }

  /// The same with other TLS settings.
  public ListenerConfig withTls(Tls other) {
    return new ListenerConfig(id, bind, service, bounds, other, proxies, socket);
  }

  /// The same with other bounds.
  public ListenerConfig withBounds(Bounds other) {
    return new ListenerConfig(id, bind, service, other, tls, proxies, socket);
  }

  /// The same with other trusted proxies.
  public ListenerConfig withProxies(List<IpNetwork> others) {
    return new ListenerConfig(id, bind, service, bounds, tls, others, socket);
  }
}
