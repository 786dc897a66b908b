package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What happened to the messages of an older view. What is in the newer view with a UID that the
/// older one did not yet know is new.
///
/// @param expunged UIDs that are gone, ascending
/// @param changed UIDs that are still there with other flags, ascending
public record ViewDelta(List<Integer> expunged, List<Integer> changed) {
  public ViewDelta {
    expunged = List.copyOf(expunged);
    changed = List.copyOf(changed);
  }

  /// Collects UIDs in any order, with repetitions.
  static final class Builder {
    private final TreeSet<Integer> expunged = new TreeSet<>();
    private final TreeSet<Integer> changed = new TreeSet<>();

    void expunged(int uid) {
      expunged.add(uid);
    }

    void changed(int uid) {
      changed.add(uid);
    }

    ViewDelta build() {
      changed.removeAll(expunged);
      return new ViewDelta(new ArrayList<>(expunged), new ArrayList<>(changed));
    }
  }
}
