package org.mailkeep.store.api.moving;

import java.util.HashSet;
import java.util.Set;
import org.mailkeep.store.api.spi.LookupFact;

/// Which look-ups have changed, until somebody takes the list; with too many of them, that anything
/// may have. Safe for many threads.
final class LookupChanges {
  private final int most;
  private Set<LookupFact.Place> places = new HashSet<>();
  private boolean all;

  LookupChanges(int most) {
    this.most = most;
  }

  /// What has changed.
  ///
  /// @param all whether anything may have
  record Taken(Set<LookupFact.Place> places, boolean all) {}

  synchronized void add(LookupFact.Place place) {
    if (!all && places.add(place) && places.size() > most) {
      all = true;
      places = new HashSet<>();
    }
  }

  /// Takes back what was taken and not used.
  synchronized void add(Taken taken) {
    all |= taken.all();
    taken.places().forEach(this::add);
  }

  /// How many there are.
  synchronized int size() {
    return all ? most : places.size();
  }

  /// Hands over what has changed, and forgets it.
  synchronized Taken take() {
    var taken = new Taken(places, all);
    places = new HashSet<>();
    all = false;
    return taken;
  }
}
