package org.mailkeep.store.rocksdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// What is stored, with mutations applied that are not written yet.
final class Overlay {
  private final Below below;
  private final Map<Slot, Optional<byte[]>> changed = new HashMap<>();
  private final List<Mutation.DeleteRange> deleted = new ArrayList<>();

  /// What an overlay lies on.
  interface Below {
    byte @Nullable [] get(Subspace space, byte[] key);
  }

  Overlay(Below below) {
    this.below = below;
  }

  byte @Nullable [] get(Subspace space, byte[] key) {
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

  void put(Subspace space, byte[] key, byte[] value) {
    changed.put(new Slot(space, key), Optional.of(value));
  }

  void delete(Subspace space, byte[] key) {
    changed.put(new Slot(space, key), Optional.empty());
  }

  void delete(Subspace space, Range range) {
    changed.keySet().removeIf(slot -> slot.space() == space && range.contains(slot.key()));
    deleted.add(new Mutation.DeleteRange(space, range));
  }
}
