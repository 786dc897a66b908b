package org.mailkeep.wire.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What goes to the peer: gathered, and sent when much has gathered, when [#flush] is called, or
/// before the connection waits for the peer. Each call is safe for many threads; what must stay
/// together (an untagged response from another session) is written under [#lock].
public final class Output {

  private static final int FIRST = 512;
  private static final int MOST = 16 * 1024;

  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();
  private final SocketChannel channel;
  private @Nullable TlsLayer tls;
  private @Nullable Compression compression;
  private byte @Nullable [] buffer;
  private int held;
  private long count;

  Output(Connection connection, SocketChannel channel) {
    this.connection = connection;
    this.channel = channel;
  }

  /// Held by who writes several pieces that belong together.
  public ReentrantLock lock() {
    return lock;
  }

  /// Sends octets, sooner or later.
  public void write(byte[] octets) throws IOException {
    write(octets, 0, octets.length);
  }

  /// Sends so many octets from a position, sooner or later.
  public void write(byte[] octets, int from, int length) throws IOException {
    lock.lock();
    try {
      if (length >= MOST) {
        flush();
        send(octets, from, length);
        return;
      }
      if (held + length > MOST) {
        flush();
      }
      System.arraycopy(octets, from, room(length), held, length);
      held += length;
    } finally {
      lock.unlock();
    }
  }

  /// Sends one octet, sooner or later.
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  /// Sends text as UTF-8, sooner or later.
  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] room(int length) {
    byte[] now = buffer;
    if (now == null) {
      now = new byte[length <= FIRST ? FIRST : MOST];
    } else if (held + length > now.length) {
      var larger = new byte[MOST];
      System.arraycopy(now, 0, larger, 0, held);
      now = larger;
    }
    buffer = now;
    return now;
  }

  /// Sends what has gathered, now.
  public void flush() throws IOException {
    lock.lock();
    try {
      byte[] now = buffer;
      int length = held;
      buffer = null;
      held = 0;
      if (now != null && length > 0) {
        send(now, 0, length);
      }
    } finally {
      lock.unlock();
    }
  }

  private void send(byte[] octets, int from, int length) throws IOException {
    connection.writing(true);
    try {
      var packing = compression;
      if (packing == null) {
        pass(octets, from, length);
      } else {
        packing.write(octets, from, length, this::pass);
      }
    } catch (IOException e) {
      throw connection.ended(e);
    } finally {
      connection.writing(false);
    }
    count += length;
  }

  private void pass(byte[] octets, int from, int length) throws IOException {
    var secure = tls;
    if (secure == null) {
      Channels.write(channel, octets, from, length);
    } else {
      secure.write(octets, from, length);
    }
  }

  /// Whether something has gathered that was not sent.
  boolean hasGathered() {
    return held > 0;
  }

  /// Octets sent so far, without TLS and compression.
  public long count() {
    return count;
  }

  void to(TlsLayer layer) {
    tls = layer;
  }

  /// What is written from now on is compressed, or with null no more.
  void through(@Nullable Compression layer) {
    compression = layer;
  }
}
