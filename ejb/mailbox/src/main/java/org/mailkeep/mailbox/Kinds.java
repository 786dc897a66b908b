package org.mailkeep.mailbox;

import java.util.Arrays;
import java.util.List;

/// The flags of a chunk's messages: those that occur, once each, and which of them each message
/// has. When open, simply one for each message.
record Kinds(Flags[] found, Column marks) {
  private static final Column EACH = Column.packed(new long[] {0, 1}, 2);

  /// With room for messages.
  static Kinds open(int capacity) {
    return new Kinds(new Flags[capacity], EACH);
  }

  /// Of these messages.
  static Kinds of(Flags[] flags) {
    Flags[] found = new Flags[flags.length];
    long[] marks = new long[flags.length];
    int count = 0;
    for (int at = 0; at < flags.length; at++) {
      boolean same = at > 0 && flags[at].equals(flags[at - 1]);
      int kind = same ? (int) marks[at - 1] : among(found, count, flags[at]);
      if (kind == count) {
        found[count++] = flags[at];
      }
      marks[at] = kind;
    }
    return new Kinds(Arrays.copyOf(found, count), Column.packed(marks, flags.length));
  }

  /// Where flags are among the first of some; their count when they are not.
  private static int among(Flags[] kinds, int count, Flags flags) {
    int kind = 0;
    while (kind < count && !flags.equals(kinds[kind])) {
      kind++;
    }
    return kind;
  }

  Flags get(int at) {
    return found[(int) marks.get(at)];
  }

  /// Writes into those that are open.
  void set(int at, Flags flags) {
    found[at] = flags;
  }

  /// These with the flags of some messages changed.
  ///
  /// @param places of those messages
  /// @param size how many messages count
  Kinds with(int[] places, List<FlagResult.Entry> changes, int size) {
    int count = found.length;
    Flags[] more = Arrays.copyOf(found, count + places.length);
    long[] marked = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      int kind = among(more, count, changes.get(i).flags());
      if (kind == count) {
        more[count++] = changes.get(i).flags();
      }
      marked[i] = kind;
    }
    return count <= Chunk.CAPACITY
        ? new Kinds(Arrays.copyOf(more, count), marks.with(places, marked, size))
        : collected(places, changes, size);
  }

  /// The same, without those that no message has any more.
  private Kinds collected(int[] places, List<FlagResult.Entry> changes, int size) {
    Flags[] flags = new Flags[size];
    for (int at = 0; at < size; at++) {
      flags[at] = get(at);
    }
    for (int i = 0; i < places.length; i++) {
      flags[places[i]] = changes.get(i).flags();
    }
    return of(flags);
  }
}
