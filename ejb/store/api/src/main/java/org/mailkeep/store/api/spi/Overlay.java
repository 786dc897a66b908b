package org.mailkeep.store.api.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// What is stored, with mutations applied that are not written yet. For one thread.
public final class Overlay {
  private final Below below;
  private final Map<Slot, Optional<byte[]>> changed = new HashMap<>();
  private final List<Mutation.DeleteRange> deleted = new ArrayList<>();

  /// What an overlay lies on.
  @FunctionalInterface
  public interface Below {
    /// What a key holds, or null.
    byte @Nullable [] get(Subspace space, byte[] key);
  }

  /// @param below what holds where nothing has changed
  public Overlay(Below below) {
    this.below = below;
  }

  /// What a key holds now, or null.
  public byte @Nullable [] get(Subspace space, byte[] key) {
    if (!changed.isEmpty()) {
      Optional<byte[]> change = changed.get(new Slot(space, key));
      if (change != null) {
        return change.orElse(null);
      }
    }
    for (Mutation.DeleteRange each : deleted) {
      if (each.space() == space && each.range().contains(key)) {
        return null;
      }
    }
    return below.get(space, key);
  }

  /// Sets a key.
  public void put(Subspace space, byte[] key, byte[] value) {
    changed.put(new Slot(space, key), Optional.of(value));
  }

  /// Removes a key.
  public void delete(Subspace space, byte[] key) {
    changed.put(new Slot(space, key), Optional.empty());
  }

  /// Removes a range.
  public void delete(Subspace space, Range range) {
    changed.keySet().removeIf(slot -> slot.space() == space && range.contains(slot.key()));
    deleted.add(new Mutation.DeleteRange(space, range));
  }

  /// Applies what [Resolution] made of a batch.
  public void apply(Mutation mutation) {
    switch (mutation) {
      case Mutation.Require _ -> {}
      case Mutation.Put(var space, var key, var value) -> put(space, key, value);
      case Mutation.Delete(var space, var key) -> delete(space, key);
      case Mutation.DeleteRange(var space, var range) -> delete(space, range);
      case Mutation.Add _ -> throw new IllegalStateException("sums are resolved before");
    }
  }

  /// The ranges that were removed. Whoever writes the overlay removes them first, then writes
  /// [#changes].
  public List<Mutation.DeleteRange> deletedRanges() {
    return Collections.unmodifiableList(deleted);
  }

  /// What each changed key holds in the end; nothing when it was removed.
  public Map<Slot, Optional<byte[]>> changes() {
    return Collections.unmodifiableMap(changed);
  }
}
