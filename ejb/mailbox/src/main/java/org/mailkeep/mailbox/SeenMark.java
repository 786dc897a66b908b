package org.mailkeep.mailbox;

import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// How much of a mailbox of another one somebody has seen.
///
/// @param messages how many of those that are there
/// @param modSeq number of the last change of that
record SeenMark(int messages, long modSeq) {
  static final SeenMark NONE = new SeenMark(0, 0);

  byte[] record() {
    return new RecordWriter().number(1, messages).number(2, modSeq).bytes();
  }

  static SeenMark parse(byte[] record) {
    long[] numbers = new long[3];
    RecordReader in = new RecordReader(record);
    while (in.next()) {
      if (in.field() < numbers.length) {
        numbers[in.field()] = in.number();
      }
    }
    return new SeenMark((int) numbers[1], numbers[2]);
  }
}
