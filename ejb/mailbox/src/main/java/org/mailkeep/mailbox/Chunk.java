package org.mailkeep.mailbox;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A run of up to [#CAPACITY] messages of a mailbox in parallel arrays, 40 octets a message.
///
/// Never changed once published, with one exception that no reader can see: a chunk made for
/// appending has room behind its last message, and the one successor that [#claimed] lets in writes
/// there; views made before do not look that far.
final class Chunk {
  static final int CAPACITY = 256;

  final int size;
  private final int[] uids;
  private final long[] emails;
  private final int[] sizes;
  private final int[] received;
  private final int[] saved;
  private final Flags[] flags;
  private final long[] modSeqs;

  /// Made when it is first asked for; threads that ask at once make the same.
  private @Nullable Summary summary;

  /// How many places of the shared arrays are taken; whoever raises it owns the next place.
  private final AtomicInteger claimed;

  private Chunk(Columns columns, int size, AtomicInteger claimed) {
    this.uids = columns.uids;
    this.emails = columns.emails;
    this.sizes = columns.sizes;
    this.received = columns.received;
    this.saved = columns.saved;
    this.flags = columns.flags;
    this.modSeqs = columns.modSeqs;
    this.size = size;
    this.claimed = claimed;
  }

  private record Columns(
      int[] uids,
      long[] emails,
      int[] sizes,
      int[] received,
      int[] saved,
      Flags[] flags,
      long[] modSeqs) {
    static Columns of(int capacity) {
      return new Columns(
          new int[capacity],
          new long[capacity],
          new int[capacity],
          new int[capacity],
          new int[capacity],
          new Flags[capacity],
          new long[capacity]);
    }

    void set(int at, Row row) {
      uids[at] = row.uid();
      emails[at] = row.email();
      sizes[at] = row.size();
      received[at] = row.received();
      saved[at] = row.saved();
      flags[at] = row.flags();
      modSeqs[at] = row.modSeq();
    }

    void copy(Chunk from, int first, int to, int count) {
      System.arraycopy(from.uids, first, uids, to, count);
      System.arraycopy(from.emails, first, emails, to, count);
      System.arraycopy(from.sizes, first, sizes, to, count);
      System.arraycopy(from.received, first, received, to, count);
      System.arraycopy(from.saved, first, saved, to, count);
      System.arraycopy(from.flags, first, flags, to, count);
      System.arraycopy(from.modSeqs, first, modSeqs, to, count);
    }
  }

  /// What a selecting session wants to know of a run of messages.
  ///
  /// @param unseen place of the first message without `\Seen`, or -1
  /// @param deleted how many have `\Deleted`
  /// @param keywords that messages have, in the order of their letters
  /// @param modSeq the highest one
  record Summary(int unseen, int deleted, List<String> keywords, long modSeq) {
    Summary {
      keywords = List.copyOf(keywords);
    }
  }

  Summary summary() {
    Summary known = summary;
    if (known == null) {
      known = summarize();
      summary = known;
    }
    return known;
  }

  private Summary summarize() {
    int unseen = -1;
    int deleted = 0;
    long modSeq = 0;
    Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Flags before = Flags.NONE;
    for (int at = 0; at < size; at++) {
      Flags now = flags[at];
      if (unseen < 0 && !now.has(SystemFlag.SEEN)) {
        unseen = at;
      }
      deleted += now.has(SystemFlag.DELETED) ? 1 : 0;
      modSeq = Math.max(modSeq, modSeqs[at]);
      if (!now.equals(before)) {
        keywords.addAll(now.keywords());
        before = now;
      }
    }
    return new Summary(unseen, deleted, List.copyOf(keywords), modSeq);
  }

  /// One message of the index.
  ///
  /// @param received seconds since 1970, unsigned
  /// @param saved when it came into the mailbox, in the same way (RFC 8514)
  record Row(int uid, long email, int size, int received, int saved, Flags flags, long modSeq) {
    /// The same message with other flags.
    Row with(FlagResult.Entry entry) {
      return new Row(uid, email, size, received, saved, entry.flags(), entry.modSeq());
    }
  }

  /// A chunk with one message and room for more.
  static Chunk of(Row row) {
    Columns columns = Columns.of(16);
    columns.set(0, row);
    return new Chunk(columns, 1, new AtomicInteger(1));
  }

  boolean isFull() {
    return size >= CAPACITY;
  }

  /// This and one message more; the chunk must not be full.
  Chunk append(Row row) {
    if (size < uids.length && claimed.compareAndSet(size, size + 1)) {
      Columns columns = new Columns(uids, emails, sizes, received, saved, flags, modSeqs);
      columns.set(size, row);
      return new Chunk(columns, size + 1, claimed);
    }
    Columns columns = Columns.of(Math.min(CAPACITY, Math.max(16, size * 2)));
    columns.copy(this, 0, 0, size);
    columns.set(size, row);
    return new Chunk(columns, size + 1, new AtomicInteger(size + 1));
  }

  /// This with other flags at some places.
  Chunk update(List<FlagResult.Entry> changes) {
    Flags[] changedFlags = Arrays.copyOf(flags, size);
    long[] changedModSeqs = Arrays.copyOf(modSeqs, size);
    for (FlagResult.Entry change : changes) {
      int at = atOrAfter(change.uid());
      changedFlags[at] = change.flags();
      changedModSeqs[at] = change.modSeq();
    }
    // The other arrays go on being shared, so nobody may append to them from here: all is claimed.
    Columns columns =
        new Columns(uids, emails, sizes, received, saved, changedFlags, changedModSeqs);
    return new Chunk(columns, size, new AtomicInteger(Integer.MAX_VALUE));
  }

  /// This without the messages at the places that are set; at least one must remain.
  Chunk remove(BitSet gone) {
    int rest = size - gone.cardinality();
    Columns columns = Columns.of(rest);
    int to = 0;
    for (int from = gone.nextClearBit(0); from < size; ) {
      int next = gone.nextSetBit(from);
      int end = next < 0 ? size : next;
      columns.copy(this, from, to, end - from);
      to += end - from;
      from = gone.nextClearBit(end);
    }
    return new Chunk(columns, rest, new AtomicInteger(rest));
  }

  /// This followed by another.
  Chunk join(Chunk other) {
    Columns columns = Columns.of(size + other.size);
    columns.copy(this, 0, 0, size);
    columns.copy(other, 0, size, other.size);
    return new Chunk(columns, size + other.size, new AtomicInteger(size + other.size));
  }

  Row row(int at) {
    return new Row(
        uids[at], emails[at], sizes[at], received[at], saved[at], flags[at], modSeqs[at]);
  }

  int uid(int at) {
    return uids[at];
  }

  long email(int at) {
    return emails[at];
  }

  int size(int at) {
    return sizes[at];
  }

  int received(int at) {
    return received[at];
  }

  int saved(int at) {
    return saved[at];
  }

  Flags flags(int at) {
    return flags[at];
  }

  long modSeq(int at) {
    return modSeqs[at];
  }

  int lastUid() {
    return uids[size - 1];
  }

  /// The place of the first UID that is not lower; `size` when all are.
  int atOrAfter(int uid) {
    int found = Arrays.binarySearch(uids, 0, size, uid);
    return found >= 0 ? found : -found - 1;
  }
}
