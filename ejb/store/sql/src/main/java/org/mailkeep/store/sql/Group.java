package org.mailkeep.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.Overlay;
import org.mailkeep.store.api.spi.ResolvedGroup;
import org.mailkeep.store.api.spi.Slot;
import org.mailkeep.store.api.spi.Waiter;

/// Batches in one transaction: a round trip reads what their conditions and counters need, another
/// writes what they come to and commits. Each batch sees those before it. Locks are taken in the
/// order of keys.
final class Group {
  private static final int ENTRIES_AT_ONCE = 500;
  private static final long OCTETS_AT_ONCE = 1L << 20;

  private final Dialect dialect;
  private final List<Waiter> waiters;
  private final boolean durable;
  private final SortedSet<Slot> needed;
  private @Nullable ResolvedGroup written;
  private boolean undone = true;

  Group(Dialect dialect, List<Waiter> waiters) {
    this.dialect = dialect;
    this.waiters = waiters;
    this.durable = waiters.stream().anyMatch(Waiter::durable);
    this.needed = ResolvedGroup.needs(waiters);
  }

  /// Whether nothing has been sent that could have written.
  boolean undone() {
    return undone;
  }

  /// Reads, checks, writes and commits; may be called again when it failed.
  void write(Session session) throws SQLException {
    written = null;
    undone = true;
    List<Step> begin = dialect.beginToWrite(durable);
    Map<Slot, byte[]> stored = new HashMap<>();
    if (!needed.isEmpty()) {
      session.run(join(begin, reads(stored)));
    }
    var resolved = ResolvedGroup.of(waiters, (space, key) -> stored.get(new Slot(space, key)));
    written = resolved;
    List<Step> writes = writes(resolved.overlay());
    if (needed.isEmpty() && writes.isEmpty()) {
      return;
    }
    undone = false;
    List<Step> end = join(writes, List.of(Statements.COMMIT));
    session.run(needed.isEmpty() ? join(begin, end) : end);
  }

  /// Tells each waiter what became of its batch.
  void answer() {
    ResolvedGroup now = written;
    if (now != null) {
      now.answer();
    }
  }

  private List<Step> reads(Map<Slot, byte[]> stored) {
    List<Step> reads = new ArrayList<>();
    Map<Subspace, List<byte[]>> keys = new EnumMap<>(Subspace.class);
    needed.forEach(slot -> of(keys, slot.space()).add(slot.key()));
    keys.forEach((space, all) -> {
      for (List<byte[]> some : Queries.parts(all, Queries.KEYS_AT_ONCE)) {
        reads.add(dialect.getToWrite(space, some).into(row -> Queries.put(stored, space, row)));
      }
    });
    return reads;
  }

  private List<Step> writes(Overlay overlay) {
    List<Step> writes = new ArrayList<>();
    for (Mutation.DeleteRange each : overlay.deletedRanges()) {
      if (!Queries.isEmpty(each.range())) {
        writes.add(Statements.deleteRange(each.space(), each.range()));
      }
    }
    Map<Subspace, List<Entry>> puts = new EnumMap<>(Subspace.class);
    Map<Subspace, List<byte[]>> deletes = new EnumMap<>(Subspace.class);
    for (Map.Entry<Slot, Optional<byte[]>> change : new TreeMap<>(overlay.changes()).entrySet()) {
      Slot slot = change.getKey();
      change
          .getValue()
          .ifPresentOrElse(
              value -> of(puts, slot.space()).add(new Entry(slot.key(), value)),
              () -> of(deletes, slot.space()).add(slot.key()));
    }
    puts.forEach((space, all) -> {
      for (List<Entry> some : parts(all)) {
        writes.add(dialect.put(space, some));
      }
    });
    deletes.forEach((space, all) -> {
      for (List<byte[]> some : Queries.parts(all, Queries.KEYS_AT_ONCE)) {
        writes.add(dialect.delete(space, some));
      }
    });
    return writes;
  }

  /// Entries in parts of a statement's size.
  private static List<List<Entry>> parts(List<Entry> all) {
    List<List<Entry>> parts = new ArrayList<>();
    int from = 0;
    long octets = 0;
    for (int at = 0; at < all.size(); at++) {
      long more = (long) all.get(at).key().length + all.get(at).value().length;
      if (at > from && (at - from == ENTRIES_AT_ONCE || octets + more > OCTETS_AT_ONCE)) {
        parts.add(all.subList(from, at));
        from = at;
        octets = 0;
      }
      octets += more;
    }
    parts.add(all.subList(from, all.size()));
    return parts;
  }

  private static <T> List<T> of(Map<Subspace, List<T>> lists, Subspace space) {
    return lists.computeIfAbsent(space, _ -> new ArrayList<>());
  }

  private static List<Step> join(List<Step> first, List<Step> second) {
    List<Step> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
