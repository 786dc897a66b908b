package org.mailkeep.wire.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.mailkeep.settings.HostPort;
import org.mailkeep.telemetry.ConnectionEvent;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.ServerEvent;

/// Open ports of one `server.listener.<id>`, with a thread that accepts on each and a virtual
/// thread for each client. Safe for many threads.
public final class Listener implements AutoCloseable {

  private static final long PAUSE_AFTER_FAILURE = 100_000_000L;

  private final ListenerConfig config;
  private final Protocol protocol;
  private final Surroundings around;
  private final List<ServerSocket> ports = new ArrayList<>();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger held = new AtomicInteger();
  private volatile boolean stopping;

  private Listener(ListenerConfig config, Protocol protocol, Surroundings around) {
    this.config = config;
    this.protocol = protocol;
    this.around = around;
  }

  /// Opens the ports and begins to accept.
  ///
  /// @throws IOException when a port cannot be had; then none stays open
  public static Listener open(ListenerConfig config, Protocol protocol, Surroundings around)
      throws IOException {
    var listener = new Listener(config, protocol, around);
    for (HostPort bind : config.bind()) {
      try {
        listener.ports.add(listener.bind(bind));
      } catch (IOException | IllegalArgumentException e) {
        listener.closePorts();
        around
            .events()
            .emit(new ServerEvent.ListenerFailed(config.id(), bind.toString(), e.toString()));
        throw new IOException(config.id() + " cannot listen on " + bind + ": " + e.getMessage(), e);
      }
    }
    listener.ports.forEach(listener::begin);
    return listener;
  }

  private ServerSocket bind(HostPort address) throws IOException {
    var options = config.socket();
    var port = new ServerSocket();
    try {
      port.setReuseAddress(options.reuseAddress());
      if (options.reusePort()) {
        port.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      if (options.receiveBuffer().isPresent()) {
        port.setReceiveBufferSize(options.receiveBuffer().get());
      }
      var where = new InetSocketAddress(address.host(), address.port());
      if (where.isUnresolved()) {
        throw new IOException("unknown host " + address.host());
      }
      port.bind(where, options.backlog());
      return port;
    } catch (IOException | RuntimeException e) {
      port.close();
      throw e;
    }
  }

  private void begin(ServerSocket port) {
    String address = port.getLocalSocketAddress().toString();
    events()
        .emit(
            new ServerEvent.ListenerOpened(
                config.id(), config.service().protocol().name(), address));
    Threads.start("mailkeep-accept-" + config.id(), loader(), () -> accept(port));
  }

  private ClassLoader loader() {
    return protocol.getClass().getClassLoader();
  }

  private void accept(ServerSocket port) {
    while (!port.isClosed()) {
      try {
        admit(port.accept());
      } catch (IOException | OutOfMemoryError e) {
        if (!port.isClosed()) {
          events().emit(new ConnectionEvent.AcceptFailed(config.id(), e.toString()));
          LockSupport.parkNanos(PAUSE_AFTER_FAILURE);
        }
      }
    }
  }

  /// Counts a client and gives it a thread, or refuses it.
  private void admit(Socket socket) {
    if (held.incrementAndGet() > config.bounds().connections()) {
      held.decrementAndGet();
      refuse(socket, TransportSettings.LISTENER_MAX_CONNECTIONS.key());
      return;
    }
    long number = around.numbers().incrementAndGet();
    boolean started = false;
    try {
      Threads.start(
          "mailkeep-" + config.id() + "-" + number,
          loader(),
          () -> {
            try {
              new Session(this, around, new Accepted(number, this)).run(socket);
            } finally {
              held.decrementAndGet();
            }
          });
      started = true;
    } finally {
      if (!started) {
        held.decrementAndGet();
        close(socket);
      }
    }
  }

  /// Tells a client that there are too many. Does not wait: the words fit into any send buffer.
  void refuse(Socket socket, String limit) {
    events()
        .emit(
            new ConnectionEvent.Refused(
                config.id(), (InetSocketAddress) socket.getRemoteSocketAddress(), limit));
    try {
      if (!config.tls().implicit()) {
        socket.getOutputStream().write(protocol.busy());
      }
    } catch (IOException _) {
      // It is refused all the same.
    } finally {
      close(socket);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // Nobody needs it any more.
    }
  }

  void joined(Connection connection) {
    connections.add(connection);
    around.deadlines().watch(connection);
  }

  void left(Connection connection) {
    connections.remove(connection);
    around.deadlines().forget(connection);
  }

  ListenerConfig config() {
    return config;
  }

  Protocol protocol() {
    return protocol;
  }

  Events events() {
    return around.events();
  }

  TransportLimits limits() {
    return around.limits();
  }

  ServerTls tls() {
    return around.tls();
  }

  boolean isStopping() {
    return stopping;
  }

  /// The settings it was opened with.
  public ListenerConfig settings() {
    return config;
  }

  /// The addresses on which it listens, with the ports that the system chose.
  public List<InetSocketAddress> addresses() {
    return ports.stream().map(p -> (InetSocketAddress) p.getLocalSocketAddress()).toList();
  }

  /// Clients connected now.
  public int size() {
    return held.get();
  }

  /// Closes the ports at once, tells every client farewell after its running command, and after the
  /// limit for stopping closes those that are still there. Returns when all are gone.
  @Override
  public void close() {
    stopping = true;
    closePorts();
    around.deadlines().look();
    long end = System.nanoTime() + limits().stop().toNanos();
    waitForSessions(end);
    connections.forEach(Connection::close);
    waitForSessions(System.nanoTime() + Duration.ofSeconds(1).toNanos());
  }

  private void waitForSessions(long end) {
    while (held.get() > 0 && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(2_000_000);
    }
  }

  private void closePorts() {
    for (ServerSocket port : ports) {
      if (port.isClosed()) {
        continue;
      }
      String address = port.getLocalSocketAddress().toString();
      try {
        port.close();
      } catch (IOException e) {
        events().emit(new ConnectionEvent.AcceptFailed(config.id(), e.toString()));
      }
      events().emit(new ServerEvent.ListenerClosed(config.id(), address));
    }
  }
}
