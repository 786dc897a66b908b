package org.mailkeep.store.api.moving;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.Slot;

/// Which keys commits have changed, until somebody takes the list. It holds so many keys at most;
/// of a subspace with more of them it remembers only that anything in it may have changed. Safe for
/// many threads.
final class Changes {
  private final int most;
  private Set<Slot> keys = new HashSet<>();
  private List<Mutation.DeleteRange> ranges = new ArrayList<>();
  private EnumSet<Subspace> whole = EnumSet.noneOf(Subspace.class);

  /// @param most keys, and ranges, that are remembered
  Changes(int most) {
    this.most = most;
  }

  /// What has changed.
  ///
  /// @param keys by subspace
  /// @param ranges that were deleted, or of which anything may have changed
  record Taken(Map<Subspace, List<byte[]>> keys, List<Mutation.DeleteRange> ranges) {
    boolean isEmpty() {
      return keys.isEmpty() && ranges.isEmpty();
    }
  }

  /// Remembers what a batch changes.
  synchronized void add(Batch batch) {
    for (Mutation mutation : batch.mutations()) {
      switch (mutation) {
        case Mutation.Require _ -> {}
        case Mutation.Put(var space, var key, _) -> add(space, key);
        case Mutation.Delete(var space, var key) -> add(space, key);
        case Mutation.Add(var space, var key, _) -> add(space, key);
        case Mutation.DeleteRange range -> add(range);
      }
    }
  }

  /// How many there are.
  synchronized int size() {
    return keys.size() + ranges.size() + (whole.isEmpty() ? 0 : most);
  }

  /// Hands over what has changed, and forgets it.
  synchronized Taken take() {
    var bySpace = new EnumMap<Subspace, List<byte[]>>(Subspace.class);
    for (Slot slot : keys) {
      bySpace.computeIfAbsent(slot.space(), _ -> new ArrayList<>()).add(slot.key());
    }
    List<Mutation.DeleteRange> all = ranges;
    whole.forEach(space -> all.add(new Mutation.DeleteRange(space, Range.all())));
    keys = new HashSet<>();
    ranges = new ArrayList<>();
    whole = EnumSet.noneOf(Subspace.class);
    return new Taken(bySpace, all);
  }

  private void add(Subspace space, byte[] key) {
    if (!whole.contains(space) && keys.add(new Slot(space, key)) && keys.size() > most) {
      forget(largest());
    }
  }

  private void add(Mutation.DeleteRange range) {
    if (!whole.contains(range.space())) {
      ranges.add(range);
      if (ranges.size() > most) {
        forget(range.space());
      }
    }
  }

  /// From here on anything of a subspace may have changed.
  private void forget(Subspace space) {
    whole.add(space);
    keys.removeIf(slot -> slot.space() == space);
    ranges.removeIf(range -> range.space() == space);
  }

  private Subspace largest() {
    return keys.stream()
        .collect(Collectors.groupingBy(Slot::space, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }
}
