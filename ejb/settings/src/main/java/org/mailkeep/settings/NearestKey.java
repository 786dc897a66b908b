package org.mailkeep.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the key that an operator meant, by edit distance.
final class NearestKey {

  private static final int LONGEST = 200;

  private NearestKey() {}

  /// The pattern nearest to the path, with the path's ids in its places; empty when even that is
  /// too far away to be what was meant.
  static Optional<String> of(List<String> path, List<KeyPattern> patterns) {
    String written = KeyPattern.written(path);
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    int best = Math.max(2, written.length() / 3) + 1;
    Optional<String> nearest = Optional.empty();
    for (KeyPattern pattern : patterns) {
      String candidate = KeyPattern.written(filled(pattern, path));
      int distance = distance(written, candidate, best);
      if (distance < best) {
        best = distance;
        nearest = Optional.of(candidate);
      }
    }
    return nearest;
  }

  private static List<String> filled(KeyPattern pattern, List<String> path) {
    var filled = new ArrayList<String>(pattern.segments());
    for (int i = 0; i < filled.size() && i < path.size(); i++) {
      if (KeyPattern.isPlace(filled.get(i))) {
        filled.set(i, path.get(i));
      }
    }
    return filled;
  }

  /// Levenshtein's distance; any number of at least `limit` when it is not below that.
  static int distance(String one, String two, int limit) {
    if (Math.abs(one.length() - two.length()) >= limit) {
      return limit;
    }
    var above = new int[two.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      var row = new int[two.length() + 1];
      row[0] = i;
      for (int j = 1; j <= two.length(); j++) {
        int change = one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
      }
      above = row;
    }
    return above[two.length()];
  }
}
