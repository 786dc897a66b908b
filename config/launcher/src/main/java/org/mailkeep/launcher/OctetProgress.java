package org.mailkeep.launcher;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/// Shows how many octets of a stream have come or gone, each second; of a small one that takes less
/// it says nothing. For one thread.
final class OctetProgress extends FilterInputStream {
  /// As many are worth a word at once.
  static final long MANY = 1 << 20;

  private static final long INTERVAL = 1_000_000_000;

  private final ChangingLine line;
  private final Subject subject;
  private final LongSupplier nanos;
  private long octets;
  private long told;
  private boolean silent = true;

  /// @param what it is
  /// @param total its octets; 0 when nobody knows
  record Subject(String what, long total) {}

  /// @param nanos the time, as [System#nanoTime] tells it
  OctetProgress(InputStream in, ChangingLine line, Subject subject, LongSupplier nanos) {
    super(in);
    this.line = line;
    this.subject = subject;
    this.nanos = nanos;
    this.told = nanos.getAsLong();
  }

  static OctetProgress of(InputStream in, ChangingLine line, Subject subject) {
    return new OctetProgress(in, line, subject, System::nanoTime);
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    count(octet < 0 ? 0 : 1);
    return octet;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int count = super.read(buffer, from, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int more) {
    octets += more;
    long now = nanos.getAsLong();
    if (now - told >= INTERVAL || (silent && octets >= MANY)) {
      told = now;
      silent = false;
      String of = subject.total > 0 ? " of " + size(subject.total) : "";
      line.show(subject.what + ": " + size(octets) + of);
    }
  }

  private static String size(long octets) {
    return Answer.size(Json.of(octets));
  }

  @Override
  public void close() throws IOException {
    line.end();
    super.close();
  }
}
