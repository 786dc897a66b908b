package org.mailkeep.mailbox;

import java.util.List;

/// What a chunk knows of its messages, by columns: some 8 to 20 octets a message when packed.
///
/// @param capacity messages that it can be appended to; 0 when it is packed
record Columns(
    Column uids,
    Column emails,
    Column sizes,
    Column received,
    Column saved,
    Column modSeqs,
    Kinds flags,
    int capacity) {
  /// With room for messages.
  static Columns open(int capacity) {
    return new Columns(
        Column.open(capacity, Integer.BYTES),
        Column.open(capacity, Long.BYTES),
        Column.open(capacity, Integer.BYTES),
        Column.open(capacity, Integer.BYTES),
        Column.open(capacity, Integer.BYTES),
        Column.open(capacity, Long.BYTES),
        Kinds.open(capacity),
        capacity);
  }

  /// The first messages of these, with room for more.
  Columns opened(int capacity, int size) {
    Columns open = open(capacity);
    for (int at = 0; at < size; at++) {
      open.set(at, row(at));
    }
    return open;
  }

  /// These messages, packed.
  static Columns packed(List<Chunk.Row> rows) {
    int size = rows.size();
    long[][] numbers = new long[5][size];
    long[] modSeqs = new long[size];
    Flags[] flags = new Flags[size];
    for (int at = 0; at < size; at++) {
      Chunk.Row row = rows.get(at);
      numbers[0][at] = row.uid();
      numbers[1][at] = row.email();
      numbers[2][at] = row.size();
      numbers[3][at] = Integer.toUnsignedLong(row.received());
      numbers[4][at] = Integer.toUnsignedLong(row.saved());
      modSeqs[at] = row.modSeq();
      flags[at] = row.flags();
    }
    return new Columns(
        Column.packed(numbers[0], size),
        Column.packed(numbers[1], size),
        Column.packed(numbers[2], size),
        Column.packed(numbers[3], size),
        Column.packed(numbers[4], size),
        Column.packed(modSeqs, size),
        Kinds.of(flags),
        0);
  }

  /// These with other flags and changes of some messages. Nobody may append to what comes out.
  ///
  /// @param places of those messages
  /// @param size how many messages count
  Columns with(int[] places, List<FlagResult.Entry> changes, int size) {
    long[] numbers = changes.stream().mapToLong(FlagResult.Entry::modSeq).toArray();
    return new Columns(
        uids,
        emails,
        sizes,
        received,
        saved,
        modSeqs.with(places, numbers, size),
        flags.with(places, changes, size),
        0);
  }

  /// Writes messages into what is open.
  void set(int from, List<Chunk.Row> rows) {
    for (int i = 0; i < rows.size(); i++) {
      set(from + i, rows.get(i));
    }
  }

  private void set(int at, Chunk.Row row) {
    uids.set(at, row.uid());
    emails.set(at, row.email());
    sizes.set(at, row.size());
    received.set(at, row.received());
    saved.set(at, row.saved());
    modSeqs.set(at, row.modSeq());
    flags.set(at, row.flags());
  }

  Chunk.Row row(int at) {
    return new Chunk.Row(
        (int) uids.get(at),
        emails.get(at),
        (int) sizes.get(at),
        (int) received.get(at),
        (int) saved.get(at),
        flags.get(at),
        modSeqs.get(at));
  }
}
