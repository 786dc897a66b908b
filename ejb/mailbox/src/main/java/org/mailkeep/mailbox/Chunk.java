package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A run of up to [#CAPACITY] messages of a mailbox. A full one is packed: about 16 octets a
/// message.
///
/// Never changed once published, with one exception that no reader can see: a chunk made for
/// appending has room behind its last message, and the one successor that [#claimed] lets in writes
/// there; views made before do not look that far.
final class Chunk {
  static final int CAPACITY = 256;
  private static final int FIRST = 16;

  final int size;
  private final Columns columns;

  /// Made when it is first asked for; threads that ask at once make the same.
  private @Nullable Summary summary;

  /// How many places of shared columns are taken; whoever raises it owns the next place.
  private final AtomicInteger claimed;

  private Chunk(Columns columns, int size, AtomicInteger claimed) {
    this.columns = columns;
    this.size = size;
    this.claimed = claimed;
  }

  private static Chunk packed(List<Row> rows) {
    return new Chunk(Columns.packed(rows), rows.size(), new AtomicInteger(rows.size()));
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
      Flags now = flags(at);
      if (unseen < 0 && !now.has(SystemFlag.SEEN)) {
        unseen = at;
      }
      deleted += now.has(SystemFlag.DELETED) ? 1 : 0;
      modSeq = Math.max(modSeq, modSeq(at));
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
    /// A message that comes into the mailbox.
    ///
    /// @param saved milliseconds since 1970
    static Row of(int uid, long email, EmailRecord record, long saved, Flags flags, long modSeq) {
      int octets = (int) Math.min(record.size(), Integer.MAX_VALUE);
      int received = seconds(record.received());
      return new Row(uid, email, octets, received, seconds(saved), flags, modSeq);
    }

    /// Whole seconds of milliseconds since 1970, unsigned.
    static int seconds(long millis) {
      return (int) Math.clamp(Math.floorDiv(millis, 1000L), 0L, 0xffff_ffffL);
    }

    /// The same message with other flags.
    Row with(FlagResult.Entry entry) {
      return new Row(uid, email, size, received, saved, entry.flags(), entry.modSeq());
    }
  }

  /// A chunk of these messages, at least one and at most [#CAPACITY].
  static Chunk of(List<Row> rows) {
    if (rows.size() == CAPACITY) {
      return packed(rows);
    }
    int room = Math.clamp(Integer.highestOneBit(rows.size()) * 2L, FIRST, CAPACITY);
    return new Chunk(Columns.open(room), 0, new AtomicInteger(0)).append(rows);
  }

  boolean isFull() {
    return size >= CAPACITY;
  }

  /// This and some messages more, as many as there is room for.
  Chunk append(List<Row> more) {
    int sum = size + more.size();
    if (sum == CAPACITY) {
      List<Row> rows = rows(size);
      rows.addAll(more);
      return packed(rows);
    }
    if (sum <= columns.capacity() && claimed.compareAndSet(size, sum)) {
      columns.set(size, more);
      return new Chunk(columns, sum, claimed);
    }
    Columns room = columns.opened(Math.clamp(sum * 2L, FIRST, CAPACITY), size);
    room.set(size, more);
    return new Chunk(room, sum, new AtomicInteger(sum));
  }

  private List<Row> rows(int count) {
    List<Row> rows = new ArrayList<>(CAPACITY);
    for (int at = 0; at < count; at++) {
      rows.add(row(at));
    }
    return rows;
  }

  /// This with other flags at some places.
  Chunk update(List<FlagResult.Entry> changes) {
    int[] places = changes.stream().mapToInt(change -> atOrAfter(change.uid())).toArray();
    // The other columns go on being shared, so nobody may append to them from here.
    return new Chunk(columns.with(places, changes, size), size, new AtomicInteger(size));
  }

  /// This without the messages at the places that are set; at least one must remain.
  Chunk remove(BitSet gone) {
    List<Row> rest = new ArrayList<>(size);
    for (int at = gone.nextClearBit(0); at < size; at = gone.nextClearBit(at + 1)) {
      rest.add(row(at));
    }
    return packed(rest);
  }

  /// This followed by another.
  Chunk join(Chunk other) {
    List<Row> both = rows(size);
    both.addAll(other.rows(other.size));
    return packed(both);
  }

  Row row(int at) {
    return columns.row(at);
  }

  int uid(int at) {
    return (int) columns.uids().get(at);
  }

  long email(int at) {
    return columns.emails().get(at);
  }

  int size(int at) {
    return (int) columns.sizes().get(at);
  }

  int received(int at) {
    return (int) columns.received().get(at);
  }

  int saved(int at) {
    return (int) columns.saved().get(at);
  }

  Flags flags(int at) {
    return columns.flags().get(at);
  }

  long modSeq(int at) {
    return columns.modSeqs().get(at);
  }

  int lastUid() {
    return uid(size - 1);
  }

  /// The place of the first UID that is not lower; `size` when all are.
  int atOrAfter(int uid) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (uid(middle) < uid) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
