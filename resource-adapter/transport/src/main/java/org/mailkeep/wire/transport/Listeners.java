package org.mailkeep.wire.transport;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.HostPort;
import org.mailkeep.settings.IpNetwork;

/// Which listeners run. When a file declares any `server.listener.<id>`, exactly those do; when it
/// declares none, the default set on loopback does.
///
/// The port offset is added to the default set always (10000 when no file says otherwise), and to
/// declared listeners when the file sets it.
public final class Listeners {

  private static final String TABLE = "server.listener";
  private static final int DEFAULT_OFFSET = 10_000;
  private static final String LOOPBACK = "127.0.0.1";

  /// One of the default set.
  private record Standard(String id, ListenerProtocol protocol, int port, boolean implicit) {}

  private static final List<Standard> STANDARD =
      List.of(
          new Standard("smtp", ListenerProtocol.SMTP, 25, false),
          new Standard("submission", ListenerProtocol.SMTP, 587, false),
          new Standard("submissions", ListenerProtocol.SMTP, 465, true),
          new Standard("lmtp", ListenerProtocol.LMTP, 24, false),
          new Standard("imap", ListenerProtocol.IMAP, 143, false),
          new Standard("imaps", ListenerProtocol.IMAP, 993, true),
          new Standard("pop3", ListenerProtocol.POP3, 110, false),
          new Standard("pop3s", ListenerProtocol.POP3, 995, true),
          new Standard("http", ListenerProtocol.HTTP, 8080, false),
          new Standard("https", ListenerProtocol.HTTPS, 443, true));

  private Listeners() {}

  /// The listeners that run, mail's and HTTP's, in order of their ids; those of the default set in
  /// their own order.
  public static List<ListenerConfig> effective(Configuration configuration) {
    var ids = configuration.ids(TABLE);
    if (ids.isEmpty()) {
      return STANDARD.stream().map(s -> standard(configuration, s)).toList();
    }
    return ids.stream()
        .filter(id -> !configuration.get(TransportSettings.DISABLE, id))
        .map(id -> declared(configuration, id))
        .toList();
  }

  private static ListenerConfig standard(Configuration configuration, Standard standard) {
    int offset = configuration.find(TransportSettings.PORT_OFFSET).orElse(DEFAULT_OFFSET);
    boolean enabled = configuration.get(TlsSettings.ENABLE);
    var tls =
        new ListenerConfig.Tls(
            enabled || standard.implicit(),
            standard.implicit(),
            Set.copyOf(configuration.get(TlsSettings.DISABLE_PROTOCOLS)),
            Set.copyOf(configuration.get(TlsSettings.DISABLE_CIPHERS)),
            configuration.get(TlsSettings.IGNORE_CLIENT_ORDER),
            configuration.get(TlsSettings.TIMEOUT),
            ClientAuthorities.of(configuration, Optional.empty()));
    boolean submission = standard.id().startsWith("submission");
    return new ListenerConfig(
        standard.id(),
        List.of(new HostPort(LOOPBACK, shifted(standard.port(), offset))),
        new ListenerConfig.Service(standard.protocol(), submission, standard.port()),
        new ListenerConfig.Bounds(
            configuration.get(TransportSettings.MAX_CONNECTIONS),
            configuration.get(TransportSettings.MAX_PER_ADDRESS)),
        tls,
        configuration.get(TlsSettings.PROXIES),
        SocketOptionSettings.of(configuration, Optional.empty()));
  }

  private static ListenerConfig declared(Configuration configuration, String id) {
    int offset = configuration.find(TransportSettings.PORT_OFFSET).orElse(0);
    var binds = configuration.get(TransportSettings.BIND, id);
    var tls = tls(configuration, id);
    List<IpNetwork> proxies = configuration.get(TlsSettings.LISTENER_PROXIES, id);
    return new ListenerConfig(
        id,
        binds.stream().map(b -> new HostPort(b.host(), shifted(b.port(), offset))).toList(),
        service(configuration, id, tls.implicit()),
        new ListenerConfig.Bounds(
            configuration.get(TransportSettings.LISTENER_MAX_CONNECTIONS, id),
            configuration.get(TransportSettings.MAX_PER_ADDRESS)),
        tls,
        proxies,
        SocketOptionSettings.of(configuration, Optional.of(id)));
  }

  private static ListenerConfig.Service service(
      Configuration configuration, String id, boolean implicit) {
    var protocol = configuration.get(TransportSettings.PROTOCOL, id);
    var binds = configuration.get(TransportSettings.BIND, id);
    int port = binds.isEmpty() ? 0 : binds.getFirst().port();
    boolean looksSo = port == 587 || port == 465 || implicit || id.startsWith("submission");
    boolean submission =
        protocol == ListenerProtocol.SMTP
            && configuration.find(TransportSettings.SUBMISSION, id).orElse(looksSo);
    return new ListenerConfig.Service(protocol, submission, port);
  }

  private static ListenerConfig.Tls tls(Configuration configuration, String id) {
    boolean https = configuration.get(TransportSettings.PROTOCOL, id) == ListenerProtocol.HTTPS;
    boolean implicit = https || configuration.get(TlsSettings.LISTENER_IMPLICIT, id);
    Duration timeout = configuration.get(TlsSettings.LISTENER_TIMEOUT, id);
    return new ListenerConfig.Tls(
        implicit || configuration.get(TlsSettings.LISTENER_ENABLE, id),
        implicit,
        Set.copyOf(configuration.get(TlsSettings.LISTENER_DISABLE_PROTOCOLS, id)),
        Set.copyOf(configuration.get(TlsSettings.LISTENER_DISABLE_CIPHERS, id)),
        configuration.get(TlsSettings.LISTENER_IGNORE_CLIENT_ORDER, id),
        timeout,
        ClientAuthorities.of(configuration, Optional.of(id)));
  }

  private static int shifted(int port, int offset) {
    return port == 0 ? 0 : port + offset;
  }

  /// Reports binds that are empty, beyond the last port, or contended for.
  static void check(Configuration configuration, Consumer<ConfigurationProblem> problems) {
    var taken = new HashMap<HostPort, String>();
    for (String id : configuration.ids(TABLE)) {
      if (configuration.get(TransportSettings.DISABLE, id)) {
        continue;
      }
      int offset = configuration.find(TransportSettings.PORT_OFFSET).orElse(0);
      var binds = configuration.get(TransportSettings.BIND, id);
      ClientAuthorities.problem(configuration, id).ifPresent(problems);
      if (binds.isEmpty()) {
        problems.accept(configuration.problem("names no address", TransportSettings.BIND, id));
      }
      for (HostPort bind : binds) {
        String other = bind.port() == 0 ? null : taken.put(bind, id);
        if (bind.port() + offset > 65_535) {
          problems.accept(
              configuration.problem(
                  bind + " with the offset " + offset + " is beyond the last port",
                  TransportSettings.BIND,
                  id));
        } else if (other != null) {
          problems.accept(
              configuration.problem(
                  bind + " is the bind of " + other + " too", TransportSettings.BIND, id));
        }
      }
    }
  }
}
