package org.mailkeep.store.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a client and a server of this machine and does what a test wants to the
/// connections between them: lets them be, answers itself, holds answers back, cuts them.
public final class FaultProxy implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger befallen = new AtomicInteger();
  private volatile State state = new State(new Fault.None(), new CountDownLatch(1));

  /// What happens to connections.
  public sealed interface Fault {
    /// Nothing.
    record None() implements Fault {}

    /// They are closed at once.
    record Refuse() implements Fault {}

    /// A request of HTTP is read, and answered without asking the server.
    ///
    /// @param status such as `503 Slow Down`
    record Answer(String status, String body) implements Fault {}

    /// The server's answers come later by so much, or when the fault ends.
    record Delay(Duration time) implements Fault {}

    /// The server's answer ends after so many octets.
    record Cut(long octets) implements Fault {}

    /// The client's request ends after so many octets; both connections are closed.
    record CutRequest(long octets) implements Fault {}
  }

  /// @param over when another fault takes its place
  private record State(Fault fault, CountDownLatch over) {}

  private FaultProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /// A proxy that does nothing yet.
  ///
  /// @param target port of the server
  public static FaultProxy before(int target) throws IOException {
    var proxy = new FaultProxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), target);
    Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
    return proxy;
  }

  /// Where it listens, on the loopback address.
  public int port() {
    return listener.getLocalPort();
  }

  /// Has a fault befall connections from now on; those that are open end.
  public void set(Fault fault) {
    State before = state;
    state = new State(fault, new CountDownLatch(1));
    before.over().countDown();
    open.forEach(FaultProxy::end);
  }

  /// How many connections a fault befell so far.
  public int befallen() {
    return befallen.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    set(new Fault.None());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      open.forEach(FaultProxy::end);
    }
  }

  private void serve(Socket client) {
    State now = state;
    if (!(now.fault() instanceof Fault.None)) {
      befallen.incrementAndGet();
    }
    try (client) {
      switch (now.fault()) {
        case Fault.None(), Fault.Delay(_), Fault.Cut(_), Fault.CutRequest(_) -> relay(client, now);
        case Fault.Refuse() -> client.setSoLinger(true, 0);
        case Fault.Answer(var status, var body) -> answer(client, status, body);
      }
    } catch (IOException e) {
      // The client or the server is gone, as a test wants.
      return;
    } finally {
      open.remove(client);
    }
  }

  private void relay(Socket client, State now) throws IOException {
    try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(server);
      try {
        Thread.ofVirtual().start(() -> forward(client, server, now));
        backward(server.getInputStream(), client.getOutputStream(), now);
      } finally {
        open.remove(server);
      }
    }
  }

  private static void forward(Socket client, Socket server, State now) {
    try {
      if (now.fault() instanceof Fault.CutRequest(var octets)) {
        server.getOutputStream().write(client.getInputStream().readNBytes((int) octets));
        end(server);
        return;
      }
      client.getInputStream().transferTo(server.getOutputStream());
      server.shutdownOutput();
    } catch (IOException e) {
      end(server);
    }
  }

  private static void backward(InputStream from, OutputStream to, State now) throws IOException {
    long rest = now.fault() instanceof Fault.Cut(var octets) ? octets : Long.MAX_VALUE;
    var buffer = new byte[BUFFER];
    int count;
    while (rest > 0 && (count = from.read(buffer, 0, (int) Math.min(BUFFER, rest))) >= 0) {
      if (now.fault() instanceof Fault.Delay(var time)) {
        pause(now.over(), time);
      }
      to.write(buffer, 0, count);
      to.flush();
      rest -= count;
    }
  }

  private static void pause(CountDownLatch over, Duration time) throws IOException {
    try {
      var _ = over.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void answer(Socket client, String status, String body) throws IOException {
    HttpRequest.read(client.getInputStream());
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, octets.length);
    client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().write(octets);
    client.getOutputStream().flush();
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
      return;
    }
  }
}
