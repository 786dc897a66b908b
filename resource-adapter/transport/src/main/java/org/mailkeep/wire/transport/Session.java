package org.mailkeep.wire.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.telemetry.ConnectionEvent;
import org.mailkeep.telemetry.ServerEvent;
import org.mailkeep.telemetry.TlsEvent;

/// The life of one accepted connection, on its own thread: proxy's header, counting, TLS, protocol,
/// end. While the protocol waits, its stack is all that the connection has there, so [#run] calls
/// it without detours.
final class Session implements Runnable, ConnectionOrigin {

  private final Listener listener;
  private final SocketChannel channel;
  private final long id;
  private @Nullable InetAddress counted;
  private boolean opened;

  Session(Listener listener, SocketChannel channel, long id) {
    this.listener = listener;
    this.channel = channel;
    this.id = id;
  }

  @Override
  public void run() {
    long begin = System.nanoTime();
    Connection connection = null;
    String reason = ConnectionEnded.Reason.DONE.text();
    try {
      connection = prepared();
      if (introduced(connection)) {
        listener.protocol().begin(connection).run();
        connection.output().flush();
      }
    } catch (ProxyHeader.Malformed e) {
      refuse(connection, e);
    } catch (IOException e) {
      reason = why(connection, e);
    } catch (RuntimeException | Error e) {
      reason = "failure";
      listener.events().emit(new ServerEvent.Unexpected("session", id, e));
    } finally {
      end(connection, reason, begin);
    }
  }

  private Connection prepared() throws IOException {
    var options = listener.config().socket();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, options.noDelay());
    if (options.sendBuffer().isPresent()) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBuffer().get());
    }
    if (options.typeOfService().isPresent()) {
      channel.setOption(StandardSocketOptions.IP_TOS, options.typeOfService().get());
    }
    var connection = new Connection(this, channel);
    connection.firstLimit(listener.limits().firstCommand());
    connection.idleLimit(listener.limits().firstCommand(), TransportSettings.FIRST_COMMAND.key());
    connection.memoryLimit(listener.limits().unauthenticated());
    listener.around().deadlines().watch(connection);
    return connection;
  }

  /// Finds out who it is, and whether it may stay.
  private boolean introduced(Connection connection) throws IOException {
    InetAddress direct = connection.remote().getAddress();
    if (listener.config().proxies().stream().anyMatch(network -> network.contains(direct))) {
      ProxyHeader.read(connection.input()).ifPresent(connection::proxied);
      connection.firstLimit(listener.limits().firstCommand());
    }
    InetAddress client = connection.remote().getAddress();
    if (listener.around().isBlocked(client)) {
      listener
          .events()
          .emit(new ConnectionEvent.Blocked(listener.config().id(), connection.remote()));
      return false;
    }
    if (!listener.around().addresses().enter(client, listener.config().bounds().perAddress())) {
      listener.refuse(channel, connection.remote(), TransportSettings.MAX_PER_ADDRESS.key());
      return false;
    }
    counted = client;
    opened = true;
    listener
        .events()
        .emit(new ConnectionEvent.Opened(id, listener.config().id(), connection.remote()));
    if (listener.config().tls().implicit()) {
      encrypt(connection);
    }
    return true;
  }

  private void refuse(@Nullable Connection connection, ProxyHeader.Malformed problem) {
    var remote = connection == null ? new InetSocketAddress(0) : connection.remote();
    listener
        .events()
        .emit(
            new ConnectionEvent.ProxyHeaderRefused(
                listener.config().id(), remote, String.valueOf(problem.getMessage())));
  }

  private String why(@Nullable Connection connection, IOException thrown) {
    if (connection == null) {
      return String.valueOf(thrown.getMessage());
    }
    var ended = connection.ended(thrown);
    String reason = String.valueOf(ended.getMessage());
    if (ended.reason() == ConnectionEnded.Reason.TIMED_OUT) {
      listener
          .events()
          .emit(
              new ConnectionEvent.TimedOut(
                  id, listener.config().id(), connection.remote(), reason));
    }
    return reason;
  }

  private void end(@Nullable Connection connection, String reason, long begin) {
    try {
      if (connection == null) {
        channel.close();
      } else {
        connection.close();
        connection.freeCompression();
        if (opened) {
          listener.events().emit(closed(connection, reason, begin));
        }
      }
      if (counted != null) {
        listener.around().addresses().leave(counted);
      }
    } catch (IOException _) {
      // It never was a connection.
    } finally {
      listener.left();
    }
  }

  private ConnectionEvent.Closed closed(Connection connection, String reason, long begin) {
    return new ConnectionEvent.Closed(
        id,
        listener.config().id(),
        connection.remote(),
        reason,
        connection.input().count(),
        connection.output().count(),
        Duration.ofNanos(System.nanoTime() - begin));
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public Optional<ListenerConfig> listener() {
    return Optional.of(listener.config());
  }

  /// Whether this listener accepted it.
  boolean isOf(Listener other) {
    return listener == other;
  }

  @Override
  public boolean canStartTls() {
    return listener.config().tls().enabled() && listener.tls().isReady();
  }

  @Override
  public void encrypt(Connection connection) throws IOException {
    long begin = System.nanoTime();
    var config = listener.config().tls();
    try {
      var tls = listener.tls();
      connection.encrypted(tls.engine(config), tls.buffers(), config.timeout());
    } catch (ConnectionEnded e) {
      listener
          .events()
          .emit(
              new TlsEvent.Failed(
                  id, listener.config().id(), connection.remote(), String.valueOf(e.getMessage())));
      throw e;
    }
    var took = Duration.ofNanos(System.nanoTime() - begin);
    connection
        .tls()
        .ifPresent(tls ->
            listener.events().emit(new TlsEvent.Started(id, tls.protocol(), tls.cipher(), took)));
  }

  @Override
  public boolean isStopping() {
    return listener.isStopping();
  }

  @Override
  public Duration writeTimeout() {
    return listener.limits().write();
  }

  @Override
  public byte[] farewell(ConnectionEnded.Reason reason) {
    return listener.protocol().farewell(reason);
  }

  @Override
  public void closed(Connection connection) {
    listener.around().deadlines().forget(connection);
  }

  @Override
  public void background(Runnable work) {
    Threads.start("mailkeep-farewell", work);
  }
}
