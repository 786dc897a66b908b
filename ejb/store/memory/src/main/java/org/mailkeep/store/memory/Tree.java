package org.mailkeep.store.memory;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Entry;

/// A persistent ordered map: a treap whose nodes never change, so that a snapshot is a reference.
/// An empty tree is null.
///
/// @param weight larger than that of every node below
record Tree(byte[] key, byte[] value, long weight, @Nullable Tree left, @Nullable Tree right) {

  static byte @Nullable [] get(@Nullable Tree tree, byte[] key) {
    Tree at = tree;
    while (at != null) {
      int order = Arrays.compareUnsigned(key, at.key);
      if (order == 0) {
        return at.value;
      }
      at = order < 0 ? at.left : at.right;
    }
    return null;
  }

  static Tree put(@Nullable Tree tree, byte[] key, byte[] value, long weight) {
    if (tree == null) {
      return new Tree(key, value, weight, null, null);
    }
    int order = Arrays.compareUnsigned(key, tree.key);
    if (order == 0) {
      return new Tree(key, value, tree.weight, tree.left, tree.right);
    }
    if (weight > tree.weight && get(tree, key) == null) {
      return new Tree(key, value, weight, below(tree, key), from(tree, key));
    }
    return order < 0
        ? tree.with(put(tree.left, key, value, weight), tree.right)
        : tree.with(tree.left, put(tree.right, key, value, weight));
  }

  static @Nullable Tree remove(@Nullable Tree tree, byte[] key) {
    if (tree == null) {
      return null;
    }
    int order = Arrays.compareUnsigned(key, tree.key);
    if (order == 0) {
      return join(tree.left, tree.right);
    }
    return order < 0
        ? tree.with(remove(tree.left, key), tree.right)
        : tree.with(tree.left, remove(tree.right, key));
  }

  /// Without the keys of a range.
  static @Nullable Tree remove(@Nullable Tree tree, byte[] from, byte @Nullable [] to) {
    if (to != null && Arrays.compareUnsigned(from, to) >= 0) {
      return tree;
    }
    return join(below(tree, from), to == null ? null : from(tree, to));
  }

  /// Visits keys of a range upwards until told to stop.
  ///
  /// @param visitor says whether to go on
  /// @return whether nobody stopped it
  static boolean up(
      @Nullable Tree tree, byte[] from, byte @Nullable [] to, Predicate<Entry> visitor) {
    if (tree == null) {
      return true;
    }
    boolean above = Arrays.compareUnsigned(tree.key, from) >= 0;
    boolean below = to == null || Arrays.compareUnsigned(tree.key, to) < 0;
    return (!above || up(tree.left, from, to, visitor))
        && (!above || !below || visitor.test(tree.entry()))
        && (!below || up(tree.right, from, to, visitor));
  }

  /// Visits keys of a range downwards until told to stop.
  static boolean down(
      @Nullable Tree tree, byte[] from, byte @Nullable [] to, Predicate<Entry> visitor) {
    if (tree == null) {
      return true;
    }
    boolean above = Arrays.compareUnsigned(tree.key, from) >= 0;
    boolean below = to == null || Arrays.compareUnsigned(tree.key, to) < 0;
    return (!below || down(tree.right, from, to, visitor))
        && (!above || !below || visitor.test(tree.entry()))
        && (!above || down(tree.left, from, to, visitor));
  }

  private static @Nullable Tree below(@Nullable Tree tree, byte[] key) {
    if (tree == null) {
      return null;
    }
    return Arrays.compareUnsigned(tree.key, key) < 0
        ? tree.with(tree.left, below(tree.right, key))
        : below(tree.left, key);
  }

  private static @Nullable Tree from(@Nullable Tree tree, byte[] key) {
    if (tree == null) {
      return null;
    }
    return Arrays.compareUnsigned(tree.key, key) >= 0
        ? tree.with(from(tree.left, key), tree.right)
        : from(tree.right, key);
  }

  private static @Nullable Tree join(@Nullable Tree left, @Nullable Tree right) {
    if (left == null) {
      return right;
    }
    if (right == null) {
      return left;
    }
    return left.weight > right.weight
        ? left.with(left.left, join(left.right, right))
        : right.with(join(left, right.left), right.right);
  }

  @SuppressWarnings("ReferenceEquality") // the same subtrees make the same tree
  private Tree with(@Nullable Tree newLeft, @Nullable Tree newRight) {
    return newLeft == left && newRight == right
        ? this
        : new Tree(key, value, weight, newLeft, newRight);
  }

  private Entry entry() {
    return new Entry(key.clone(), value.clone());
  }
}
