package org.mailkeep.imap;

/// Numbers that name nodes: a hash table of primitives that grows. 0 names nothing.
final class LongIndex {
  private long[] keys = new long[64];
  private int[] values = new int[64];
  private int count;

  /// The node of a number.
  ///
  /// @return the node that it had before, or the new one that it has from now on
  int putIfAbsent(long key, int value) {
    if (key == 0) {
      throw new IllegalArgumentException("0 names nothing");
    }
    int slot = slot(key);
    if (keys[slot] == key) {
      return values[slot];
    }
    if (count * 2 >= keys.length) {
      grow();
      slot = slot(key);
    }
    keys[slot] = key;
    values[slot] = value;
    count++;
    return value;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key ^ key >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
