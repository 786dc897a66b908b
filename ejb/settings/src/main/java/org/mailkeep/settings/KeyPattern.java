package org.mailkeep.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A key with places for ids: `server.listener.<id>.bind`.
record KeyPattern(List<String> segments) {

  KeyPattern {
    segments = List.copyOf(segments);
    if (segments.isEmpty() || segments.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("empty segment in " + segments);
    }
  }

  static KeyPattern of(String key) {
    return new KeyPattern(List.of(key.split("\\.", -1)));
  }

  static boolean isPlace(String segment) {
    return segment.startsWith("<");
  }

  int places() {
    return (int) segments.stream().filter(KeyPattern::isPlace).count();
  }

  /// The ids at the places when the path is of this pattern.
  Optional<List<String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    var ids = new ArrayList<String>();
    for (int i = 0; i < path.size(); i++) {
      if (isPlace(segments.get(i))) {
        ids.add(path.get(i));
      } else if (!segments.get(i).equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(ids);
  }

  /// The path with ids in the places.
  List<String> fill(List<String> ids) {
    var path = new ArrayList<String>(segments);
    int next = 0;
    for (int i = 0; i < path.size(); i++) {
      if (isPlace(path.get(i)) && next < ids.size()) {
        path.set(i, ids.get(next++));
      }
    }
    return path;
  }

  /// The table in which a file groups the key: up to its last place, or its first part.
  String table() {
    for (int i = segments.size() - 2; i > 0; i--) {
      if (isPlace(segments.get(i))) {
        return String.join(".", segments.subList(0, i + 1));
      }
    }
    return segments.size() == 1 ? "" : segments.getFirst();
  }

  /// The table above the last place: `server.listener` of `server.listener.<id>.bind`.
  List<String> tableOfLastPlace() {
    for (int i = segments.size() - 1; i >= 0; i--) {
      if (isPlace(segments.get(i))) {
        return segments.subList(0, i);
      }
    }
    return List.of();
  }

  /// A path as people write it: ids that hold other than letters, digits, `-` and `_` in quotes.
  static String written(List<String> path) {
    return path.stream().map(KeyPattern::writtenSegment).collect(Collectors.joining("."));
  }

  private static String writtenSegment(String segment) {
    boolean bare =
        isPlace(segment)
            || (!segment.isEmpty()
                && segment
                    .chars()
                    .allMatch(c ->
                        (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '-'
                            || c == '_'));
    return bare ? segment : ValueTypes.quoted(segment);
  }

  @Override
  public String toString() {
    return String.join(".", segments);
  }
}
