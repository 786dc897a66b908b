package org.mailkeep.wire.imap;

import java.util.Arrays;

/// Reads sequence sets (RFC 9051 §9).
final class SequenceSyntax {
  private SequenceSyntax() {}

  // sequence-set = (seq-number / seq-range) ["," sequence-set] / "$"
  static SequenceSet sequenceSet(Cursor in) throws SyntaxException {
    if (in.take('$')) {
      return SequenceSet.SAVED;
    }
    long[] bounds = new long[8];
    int n = 0;
    do {
      in.bounded(n / 2 + 1);
      if (n == bounds.length) {
        bounds = Arrays.copyOf(bounds, n * 2);
      }
      bounds[n] = number(in);
      bounds[n + 1] = in.take(':') ? number(in) : bounds[n];
      n += 2;
    } while (in.take(','));
    return SequenceSet.of(Arrays.copyOf(bounds, n));
  }

  // seq-number = nz-number / "*"
  private static long number(Cursor in) throws SyntaxException {
    return in.take('*') ? SequenceSet.STAR : in.positive();
  }
}
