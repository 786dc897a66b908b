package org.mailkeep.wire.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks through octets eight at a time: content is scanned once, and this is where the time goes.
public final class Octets {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = ONES << 7;
  private static final int LIMIT = '\r' + 1;
  private static final long LIMITS = ONES * LIMIT;

  private Octets() {}

  /// The first place from `from` that holds an octet of 0 to 13, which CR, LF and NUL are among;
  /// `to` when there is none.
  public static int nextControl(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long word = (long) LONGS.get(bytes, at);
      long hits = (word - LIMITS) & ~word & HIGH; // the lowest hit is exact
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (at < to && (bytes[at] < 0 || bytes[at] >= LIMIT)) {
      at++;
    }
    return at;
  }
}
