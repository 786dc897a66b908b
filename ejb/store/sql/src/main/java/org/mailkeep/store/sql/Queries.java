package org.mailkeep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.Slot;

/// Reads by one connection.
final class Queries {
  /// Keys that one statement asks for.
  static final int KEYS_AT_ONCE = 500;

  private Queries() {}

  static byte @Nullable [] get(Session session, Subspace space, byte[] key) throws SQLException {
    List<byte[]> found = new ArrayList<>(1);
    session.run(List.of(Statements.get(space, key).into(row -> found.add(row.getBytes(1)))));
    return found.isEmpty() ? null : found.getFirst();
  }

  static List<byte @Nullable []> get(
      Session session, Dialect dialect, Subspace space, List<byte[]> keys) throws SQLException {
    Map<Slot, byte[]> found = new HashMap<>();
    List<byte[]> distinct =
        keys.stream().map(key -> new Slot(space, key)).distinct().map(Slot::key).toList();
    List<Step> steps = new ArrayList<>();
    for (List<byte[]> some : parts(distinct, KEYS_AT_ONCE)) {
      steps.add(dialect.get(space, some).into(row -> put(found, space, row)));
    }
    session.run(steps);
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      byte[] value = found.get(new Slot(space, key));
      values.add(value == null ? null : value.clone());
    }
    return values;
  }

  static List<Entry> scan(
      Session session, Subspace space, Range range, Direction direction, int limit)
      throws SQLException {
    List<Entry> entries = new ArrayList<>();
    session.run(
        List.of(
            Statements.scan(space, range, direction, limit)
                .into(row -> entries.add(new Entry(row.getBytes(1), row.getBytes(2))))));
    return entries;
  }

  /// Whether a range can hold anything.
  static boolean isEmpty(Range range) {
    byte[] to = range.to();
    return to != null && Arrays.compareUnsigned(range.from(), to) >= 0;
  }

  static void put(Map<Slot, byte[]> found, Subspace space, ResultSet row) throws SQLException {
    found.put(new Slot(space, row.getBytes(1)), row.getBytes(2));
  }

  /// A list in parts of at most so many.
  static <T> List<List<T>> parts(List<T> all, int most) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      parts.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    return parts;
  }
}
