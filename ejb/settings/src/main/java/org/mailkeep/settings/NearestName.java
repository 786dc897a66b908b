package org.mailkeep.settings;

import java.util.List;
import java.util.Optional;

/// Finds the name that an operator meant, by edit distance.
public final class NearestName {
  private static final int LONGEST = 100;
  private static final int SHORT = 5;

  private NearestName() {}

  /// The name nearest to what was written; empty when even that is too far away to be what was
  /// meant.
  public static Optional<String> of(String written, List<String> names) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    int best = Math.max(written.length() < SHORT ? 1 : 2, written.length() / 3) + 1;
    Optional<String> nearest = Optional.empty();
    for (String name : names) {
      int distance = NearestKey.distance(written, name, best);
      if (distance < best) {
        best = distance;
        nearest = Optional.of(name);
      }
    }
    return nearest;
  }
}
