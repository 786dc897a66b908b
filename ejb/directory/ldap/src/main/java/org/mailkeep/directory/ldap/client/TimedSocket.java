package org.mailkeep.directory.ldap.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// A socket that is read until a time and no longer, however little comes in at once; TLS over it,
/// too. For one thread at a time.
final class TimedSocket extends Socket {
  /// By [System#nanoTime].
  private long end = System.nanoTime();

  /// How long all reads from now on may take.
  void within(Duration time) {
    end = System.nanoTime() + time.toNanos();
  }

  /// What is left of it, in milliseconds.
  ///
  /// @throws SocketTimeoutException when nothing is
  int left() throws SocketTimeoutException {
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return Math.clamp(left / 1_000_000, 1, Integer.MAX_VALUE);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        setSoTimeout(left());
        return super.read();
      }

      @Override
      public int read(byte[] octets, int from, int count) throws IOException {
        setSoTimeout(left());
        return super.read(octets, from, count);
      }
    };
  }
}
