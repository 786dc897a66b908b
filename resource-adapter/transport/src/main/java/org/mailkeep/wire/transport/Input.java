package org.mailkeep.wire.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the peer sends: lines, exact counts of octets, or chunks as they come. Before it waits for
/// the peer it flushes the connection's output, so that replies to pipelined commands leave
/// together. Used by the connection's thread alone.
///
/// While it waits for a line it holds [#SMALL] octets; a buffer that grew is let go once it is
/// empty.
public final class Input {

  static final int SMALL = 128;
  private static final int MEDIUM = 2 * 1024;
  private static final int LARGE = 16 * 1024;

  private final Connection connection;
  private final SocketChannel channel;
  private @Nullable TlsLayer tls;
  private @Nullable Compression compression;
  private byte[] buffer = new byte[SMALL];
  private int from;
  private int to;
  private long count;
  private boolean flowing;

  Input(Connection connection, SocketChannel channel) {
    this.connection = connection;
    this.channel = channel;
  }

  /// Waits for a line that ends in LF.
  ///
  /// @param limit the most octets without the line end; [Connection#memoryLimit] may be lower
  public Line readLine(int limit) throws IOException {
    int most = Math.min(limit, connection.memoryLimit());
    int lf = indexOfLf(from);
    if (lf >= 0) {
      return line(lf, most);
    }
    connection.beginWait();
    try {
      while (to - from <= most + 1) {
        int held = to - from;
        if (!fill(SMALL, most + 2)) {
          consumed(to);
          return new Line.End();
        }
        lf = indexOfLf(from + held);
        if (lf >= 0) {
          return line(lf, most);
        }
      }
      return skipLine();
    } finally {
      connection.endWait();
    }
  }

  private Line line(int lf, int most) {
    boolean crlf = lf > from && buffer[lf - 1] == '\r';
    int end = crlf ? lf - 1 : lf;
    boolean fits = end - from <= most;
    var line = fits ? new Line.Whole(Arrays.copyOfRange(buffer, from, end), crlf) : null;
    consumed(lf + 1);
    connection.spoke();
    return line == null ? new Line.TooLong() : line;
  }

  /// Drops octets up to and with the next LF. Costs no memory; the deadline for the line still
  /// runs.
  private Line skipLine() throws IOException {
    while (true) {
      int lf = indexOfLf(from);
      if (lf >= 0) {
        consumed(lf + 1);
        return new Line.TooLong();
      }
      consumed(to);
      if (!fill(SMALL, LARGE)) {
        return new Line.End();
      }
    }
  }

  private int indexOfLf(int start) {
    for (int i = start; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// Waits for exactly so many octets and gives them.
  ///
  /// @throws ConnectionEnded when the peer closes before, or the count is beyond
  ///   [Connection#memoryLimit]
  public byte[] readExactly(int octets) throws IOException {
    if (octets > connection.memoryLimit()) {
      throw new ConnectionEnded(
          ConnectionEnded.Reason.TOO_MUCH, octets + " octets before they are allowed");
    }
    var all = new byte[octets];
    var filled = new int[1];
    transfer(
        octets,
        (chunk, start, end) -> {
          System.arraycopy(chunk, start, all, filled[0], end - start);
          filled[0] += end - start;
          return end - start;
        });
    return all;
  }

  /// Hands exactly so many octets on as they come. The idle limit holds for each chunk.
  ///
  /// @throws ConnectionEnded when the peer closes before
  public void transfer(long octets, Chunks target) throws IOException {
    long left = octets;
    while (left > 0) {
      if (from == to && !await()) {
        throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, left + " octets missing");
      }
      int end = (int) Math.min(to, from + left);
      int taken = target.take(buffer, from, end);
      if (taken <= 0 || taken > end - from) {
        throw new IllegalStateException("took " + taken + " of " + (end - from));
      }
      left -= taken;
      consumed(from + taken);
    }
  }

  /// Hands on what is there, waiting when nothing is. The idle limit holds for each call.
  ///
  /// @return false when the peer has closed its side
  public boolean feed(Chunks target) throws IOException {
    if (from == to && !await()) {
      return false;
    }
    int taken = target.take(buffer, from, to);
    if (taken < 0 || taken > to - from) {
      throw new IllegalStateException("took " + taken + " of " + (to - from));
    }
    consumed(from + taken);
    return true;
  }

  private boolean await() throws IOException {
    connection.beginWait();
    try {
      return fill(MEDIUM, LARGE);
    } finally {
      connection.endWait();
    }
  }

  /// Whether octets are here that were not read yet.
  public boolean hasBuffered() {
    return from < to;
  }

  /// Whether a whole line is here, so that reading one will not wait.
  public boolean hasLine() {
    return indexOfLf(from) >= 0;
  }

  /// Octets received so far, without TLS and compression.
  public long count() {
    return count;
  }

  /// Drops what is here and was not read (RFC 3207 §4.2, RFC 9051 §6.2.1).
  ///
  /// @return how many octets
  int drop() {
    int dropped = to - from;
    consumed(to);
    return dropped;
  }

  void from(TlsLayer layer) {
    tls = layer;
  }

  /// What is read from now on is decompressed.
  void through(Compression layer) {
    compression = layer;
  }

  /// What is read from now on comes as it is, after these octets.
  void plain(byte[] octets) {
    compression = null;
    buffer = octets.length == 0 ? new byte[SMALL] : octets;
    from = 0;
    to = octets.length;
  }

  /// Takes what is here and was not read.
  byte[] taken() {
    byte[] rest = Arrays.copyOfRange(buffer, from, to);
    consumed(to);
    return rest;
  }

  private void consumed(int position) {
    from = position;
    if (from == to) {
      from = 0;
      to = 0;
      if (buffer.length > SMALL) {
        buffer = new byte[SMALL];
      }
    }
  }

  /// Reads once more, after what is here.
  ///
  /// @param calm the size of an empty buffer while little comes
  /// @param most the size to which a buffer may grow
  /// @return false at the end
  private boolean fill(int calm, int most) throws IOException {
    makeRoom(calm, most);
    connection.beforeRead();
    int got;
    int room = buffer.length - to;
    try {
      var packing = compression;
      got = packing == null ? pass(buffer, to, room) : packing.read(buffer, to, room, this::pass);
    } catch (IOException e) {
      throw connection.ended(e);
    }
    connection.throwIfEnded();
    if (got < 0) {
      return false;
    }
    to += got;
    count += got;
    flowing = to == buffer.length;
    return true;
  }

  private int pass(byte[] target, int start, int length) throws IOException {
    var secure = tls;
    return secure == null
        ? channel.read(ByteBuffer.wrap(target, start, length))
        : secure.read(target, start, length);
  }

  private void makeRoom(int calm, int most) {
    if (from == to) {
      from = 0;
      to = 0;
      int size = flowing ? LARGE : calm;
      if (buffer.length < size) {
        buffer = new byte[size];
      }
    } else if (to == buffer.length) {
      int held = to - from;
      var next =
          held <= buffer.length / 2
              ? buffer
              : new byte[Math.max(held + 1, Math.min(most, 2 * held))];
      System.arraycopy(buffer, from, next, 0, held);
      buffer = next;
      from = 0;
      to = held;
    }
  }
}
