package org.mailkeep.wire.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  /// How long a thread that accepts may take to notice that its port is closed.
  private static final Duration LAST_ACCEPT = Duration.ofSeconds(2);

  private final ListenerConfig config;
  private final Protocol protocol;
  private final Surroundings around;
  private final List<Port> ports = new ArrayList<>();
  private final List<Thread> acceptors = new ArrayList<>();
  private final AtomicInteger held = new AtomicInteger();
  private volatile boolean stopping;

  /// An open port.
  private record Port(ServerSocketChannel channel, InetSocketAddress address) {
    static Port of(ServerSocketChannel channel) throws IOException {
      return new Port(channel, (InetSocketAddress) channel.getLocalAddress());
    }
  }

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
        listener.ports.add(Port.of(listener.bind(bind)));
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

  private ServerSocketChannel bind(HostPort address) throws IOException {
    var options = config.socket();
    var port = ServerSocketChannel.open();
    try {
      port.setOption(StandardSocketOptions.SO_REUSEADDR, options.reuseAddress());
      if (options.reusePort()) {
        port.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      if (options.receiveBuffer().isPresent()) {
        port.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBuffer().get());
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

  private void begin(Port port) {
    events()
        .emit(
            new ServerEvent.ListenerOpened(
                config.id(), config.service().protocol().name(), port.address().toString()));
    acceptors.add(
        Threads.start("mailkeep-accept-" + config.id(), loader(), () -> accept(port.channel())));
  }

  private ClassLoader loader() {
    return protocol.getClass().getClassLoader();
  }

  private void accept(ServerSocketChannel port) {
    while (port.isOpen()) {
      try {
        admit(port.accept());
      } catch (IOException | OutOfMemoryError e) {
        if (port.isOpen()) {
          events().emit(new ConnectionEvent.AcceptFailed(config.id(), e.toString()));
          LockSupport.parkNanos(PAUSE_AFTER_FAILURE);
        }
      }
    }
  }

  /// Counts a client and gives it a thread, or refuses it.
  private void admit(SocketChannel client) throws IOException {
    if (held.incrementAndGet() > config.bounds().connections()) {
      var remote = client.getRemoteAddress();
      refuse(
          client,
          remote instanceof InetSocketAddress inet ? inet : new InetSocketAddress(0),
          TransportSettings.LISTENER_MAX_CONNECTIONS.key());
      left();
      close(client);
      return;
    }
    long number = around.nextNumber();
    boolean started = false;
    try {
      Threads.start(
          "mailkeep-" + config.id() + "-" + number, loader(), new Session(this, client, number));
      started = true;
    } finally {
      if (!started) {
        left();
        close(client);
      }
    }
  }

  /// Tells a client that there are too many. Does not wait: the words fit into any send buffer.
  void refuse(SocketChannel client, InetSocketAddress remote, String limit) {
    events().emit(new ConnectionEvent.Refused(config.id(), remote, limit));
    try {
      if (!config.tls().implicit()) {
        var words = ByteBuffer.wrap(protocol.busy());
        client.write(words);
      }
    } catch (IOException _) {
      // It is refused all the same.
    }
  }

  /// A client that was counted is gone.
  void left() {
    held.decrementAndGet();
  }

  private static void close(SocketChannel client) {
    try {
      client.close();
    } catch (IOException _) {
      // Nobody needs it any more.
    }
  }

  Surroundings around() {
    return around;
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
    return ports.stream().map(Port::address).toList();
  }

  /// Clients connected now.
  public int size() {
    return held.get();
  }

  /// Closes the ports at once, tells every client farewell after its running command, and after the
  /// limit for stopping closes those that are still there. Returns when all are gone.
  @Override
  public void close() {
    stopAccepting();
    long end = System.nanoTime() + limits().stop().toNanos();
    waitForSessions(end);
    around.deadlines().connections().stream()
        .filter(connection -> connection.isOf(this))
        .forEach(Connection::cut);
    waitForSessions(System.nanoTime() + Duration.ofSeconds(1).toNanos());
  }

  /// Closes the ports and asks every client to leave, without waiting for it; [#close] completes
  /// it.
  public void stopAccepting() {
    closePorts();
    stopping = true;
    around.deadlines().look();
  }

  private void waitForSessions(long end) {
    while (held.get() > 0 && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(2_000_000);
    }
  }

  /// Returns when the system has the ports back, for whoever opens them next: a channel in which a
  /// virtual thread accepts is not closed before that thread has left it.
  private void closePorts() {
    for (Port port : ports) {
      if (port.channel().isOpen()) {
        try {
          port.channel().close();
        } catch (IOException e) {
          events().emit(new ConnectionEvent.AcceptFailed(config.id(), e.toString()));
        }
        events().emit(new ServerEvent.ListenerClosed(config.id(), port.address().toString()));
      }
    }
    try {
      for (Thread acceptor : acceptors) {
        acceptor.join(LAST_ACCEPT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
