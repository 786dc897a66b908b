package org.mailkeep.wire.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.mailkeep.telemetry.ConnectionEvent;
import org.mailkeep.telemetry.ServerEvent;

/// The life of one accepted connection, on its own thread: proxy's header, counting, TLS, protocol,
/// end.
record Session(Listener listener, Surroundings around, Accepted origin) {

  void run(Socket socket) {
    try (socket) {
      configure(socket);
      var connection = new Connection(origin, socket);
      connection.idleLimit(around.limits().firstCommand(), TransportSettings.FIRST_COMMAND.key());
      connection.memoryLimit(around.limits().unauthenticated());
      listener.joined(connection);
      try {
        introduce(connection);
      } finally {
        listener.left(connection);
        connection.close();
      }
    } catch (ProxyHeader.Malformed e) {
      around
          .events()
          .emit(
              new ConnectionEvent.ProxyHeaderRefused(
                  listener.config().id(), remote(socket), String.valueOf(e.getMessage())));
    } catch (IOException _) {
      // The client was gone before it could be served.
    } catch (RuntimeException | Error e) {
      around.events().emit(new ServerEvent.Unexpected("connection", origin.id(), e));
    }
  }

  private static InetSocketAddress remote(Socket socket) {
    return socket.getRemoteSocketAddress() instanceof InetSocketAddress remote
        ? remote
        : new InetSocketAddress(0);
  }

  private void configure(Socket socket) throws SocketException {
    var options = listener.config().socket();
    socket.setTcpNoDelay(options.noDelay());
    if (options.sendBuffer().isPresent()) {
      socket.setSendBufferSize(options.sendBuffer().get());
    }
    if (options.typeOfService().isPresent()) {
      socket.setTrafficClass(options.typeOfService().get());
    }
  }

  private void introduce(Connection connection) throws IOException {
    InetAddress direct = connection.remote().getAddress();
    if (listener.config().proxies().stream().anyMatch(network -> network.contains(direct))) {
      ProxyHeader.read(connection.input())
          .ifPresent(client -> connection.proxied(client.source(), client.destination()));
    }
    InetAddress client = connection.remote().getAddress();
    if (!around.addresses().enter(client, listener.config().bounds().perAddress())) {
      listener.refuse(connection.socket(), TransportSettings.MAX_PER_ADDRESS.key());
      return;
    }
    try {
      serve(connection);
    } finally {
      around.addresses().leave(client);
    }
  }

  private void serve(Connection connection) throws IOException {
    long begin = System.nanoTime();
    String id = listener.config().id();
    around.events().emit(new ConnectionEvent.Opened(connection.id(), id, connection.remote()));
    String reason = ConnectionEnded.Reason.DONE.text();
    try {
      if (listener.config().tls().implicit()) {
        origin.encrypt(connection);
      }
      listener.protocol().serve(connection);
      connection.output().flush();
    } catch (IOException e) {
      reason = end(connection, e);
    } catch (RuntimeException | Error e) {
      reason = "failure";
      around.events().emit(new ServerEvent.Unexpected("session", connection.id(), e));
    } finally {
      around
          .events()
          .emit(
              new ConnectionEvent.Closed(
                  connection.id(),
                  id,
                  connection.remote(),
                  reason,
                  connection.input().count(),
                  connection.output().count(),
                  Duration.ofNanos(System.nanoTime() - begin)));
    }
  }

  private String end(Connection connection, IOException thrown) {
    var why = connection.end().orElse(null);
    var ended = why != null ? why : connection.ended(thrown);
    if (ended.reason() == ConnectionEnded.Reason.TIMED_OUT) {
      around
          .events()
          .emit(
              new ConnectionEvent.TimedOut(
                  connection.id(),
                  listener.config().id(),
                  connection.remote(),
                  String.valueOf(ended.getMessage())));
    }
    return String.valueOf(ended.getMessage());
  }
}
