package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

/// The stored form of a message's place in a mailbox. It holds all that the index of the mailbox
/// needs, so that one scan loads it.
final class Membership {
  private Membership() {}

  static byte[] encode(Chunk.Row row) {
    RecordWriter out =
        new RecordWriter()
            .number(1, row.email())
            .number(2, row.modSeq())
            .number(3, Integer.toUnsignedLong(row.received()))
            .number(4, Integer.toUnsignedLong(row.saved()))
            .number(5, row.size());
    if (row.flags().systemBits() != 0) {
      out.number(6, row.flags().systemBits());
    }
    return out.texts(7, row.flags().keywords()).bytes();
  }

  static Chunk.Row decode(int uid, byte[] record) {
    RecordReader in = new RecordReader(record);
    long[] numbers = new long[7];
    List<String> keywords = List.of();
    while (in.next()) {
      if (in.field() == 7) {
        keywords = keywords.isEmpty() ? new ArrayList<>() : keywords;
        keywords.add(in.text());
      } else if (in.field() < numbers.length) {
        numbers[in.field()] = in.number();
      }
    }
    if (uid <= 0 || numbers[1] <= 0) {
      throw new StoreException.Corrupt("membership of UID " + uid);
    }
    return new Chunk.Row(
        uid,
        numbers[1],
        (int) numbers[5],
        (int) numbers[3],
        (int) numbers[4],
        FlagsPool.intern(Flags.of((int) numbers[6], keywords)),
        numbers[2]);
  }
}
