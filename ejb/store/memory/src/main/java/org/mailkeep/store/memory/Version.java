package org.mailkeep.store.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// All that was stored at one moment. Never changed once it is published.
final class Version implements Reader {
  private static final int SPACES = 256;

  private final @Nullable Tree[] trees;

  private Version(@Nullable Tree[] trees) {
    this.trees = trees;
  }

  static Version empty() {
    return new Version(new @Nullable Tree[SPACES]);
  }

  Version copy() {
    return new Version(trees.clone());
  }

  @Nullable Tree tree(Subspace space) {
    return trees[space.code()];
  }

  /// For a copy that is not published yet.
  void set(Subspace space, @Nullable Tree tree) {
    trees[space.code()] = tree;
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    byte[] value = Tree.get(tree(space), key);
    return value == null ? null : value.clone();
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      values.add(get(space, key));
    }
    return values;
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    List<Entry> entries = new ArrayList<>();
    Predicate<Entry> visitor =
        entry -> {
          entries.add(entry);
          return entries.size() < limit;
        };
    var _ =
        switch (direction) {
          case UP -> Tree.up(tree(space), range.from(), range.to(), visitor);
          case DOWN -> Tree.down(tree(space), range.from(), range.to(), visitor);
        };
    return entries;
  }
}
