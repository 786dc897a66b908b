package org.mailkeep.wire.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Connects to other servers. Safe for many threads.
public final class Dialler {

  private final Surroundings around;

  /// Dials within these surroundings; its connections have the limits of time that callers set.
  public Dialler(Surroundings around) {
    this.around = around;
  }

  /// Where to, and how.
  ///
  /// @param address resolved
  /// @param source our own address, when it matters
  /// @param connect how long the connection may take to come about
  /// @param write how long a write may take
  public record Destination(
      InetSocketAddress address, Optional<InetAddress> source, Duration connect, Duration write) {}

  /// What came of it.
  public sealed interface Dialled {}

  /// Connected; whoever dialled closes it.
  public record Connected(Connection connection) implements Dialled {}

  /// Not connected.
  ///
  /// @param timedOut whether nobody answered, rather than someone refused
  /// @param reason in a few words
  public record Unreachable(boolean timedOut, String reason) implements Dialled {}

  /// Connects.
  public Dialled dial(Destination destination) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      if (destination.source().isPresent()) {
        channel.bind(new InetSocketAddress(destination.source().get(), 0));
      }
      int millis = Math.clamp(destination.connect().toMillis(), 1, Integer.MAX_VALUE);
      channel.socket().connect(destination.address(), millis);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var origin = new Outgoing(around, destination.write());
      var connection = new Connection(origin, channel);
      origin.watch(connection);
      return new Connected(connection);
    } catch (IOException | IllegalArgumentException e) {
      close(channel);
      return new Unreachable(e instanceof SocketTimeoutException, String.valueOf(e.getMessage()));
    }
  }

  private static void close(@Nullable SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException _) {
      // It never came about.
    }
  }
}
