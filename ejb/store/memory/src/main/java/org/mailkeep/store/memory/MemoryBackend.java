package org.mailkeep.store.memory;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// A data store that forgets all when it is closed. Readers never wait; commits go one by one, each
/// making a new [Version].
public final class MemoryBackend implements DataBackend {
  private final ReentrantLock committing = new ReentrantLock();
  private volatile @Nullable Version current = Version.empty();
  private long writes;

  /// An empty store.
  public MemoryBackend() {}

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    return version().get(space, key);
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    return version().get(space, keys);
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    return version().scan(space, range, direction, limit);
  }

  @Override
  public Snapshot snapshot() {
    return new MemorySnapshot(version());
  }

  @Override
  public Commit commit(Batch batch) {
    committing.lock();
    try {
      Version before = version();
      for (Mutation mutation : batch.mutations()) {
        if (mutation instanceof Mutation.Require(var space, var key, var expected)
            && !Arrays.equals(Tree.get(before.tree(space), key), expected)) {
          return new Commit.Conflict(space, key);
        }
      }
      Version after = before.copy();
      batch.mutations().forEach(mutation -> apply(after, mutation));
      current = after;
      return new Commit.Committed();
    } finally {
      committing.unlock();
    }
  }

  @Override
  public void close() {
    committing.lock();
    try {
      current = null;
    } finally {
      committing.unlock();
    }
  }

  private void apply(Version version, Mutation mutation) {
    Tree tree = version.tree(mutation.space());
    version.set(
        mutation.space(),
        switch (mutation) {
          case Mutation.Require _ -> tree;
          case Mutation.Put(_, var key, var value) -> put(tree, key, value.clone());
          case Mutation.Delete(_, var key) -> Tree.remove(tree, key);
          case Mutation.DeleteRange(_, var range) -> Tree.remove(tree, range.from(), range.to());
          case Mutation.Add(_, var key, var delta) -> add(tree, key, delta);
        });
  }

  private Tree add(@Nullable Tree tree, byte[] key, long delta) {
    byte[] counter = Tree.get(tree, key);
    if (counter != null && counter.length != Long.BYTES) {
      throw new StoreException.Corrupt("a counter of " + counter.length + " octets");
    }
    long sum = delta + (counter == null ? 0 : Keys.u64(counter, 0));
    return put(tree, key, Keys.of(sum).bytes());
  }

  private Tree put(@Nullable Tree tree, byte[] key, byte[] value) {
    return Tree.put(tree, key.clone(), value, weight(++writes));
  }

  /// Numbers that look random, so that the trees stay flat (the finisher of SplitMix64).
  private static long weight(long number) {
    long mixed = number * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  private Version version() {
    Version version = current;
    if (version == null) {
      throw new StoreException.Unavailable("the memory store is closed");
    }
    return version;
  }

  private record MemorySnapshot(Reader version) implements Snapshot {
    @Override
    public byte @Nullable [] get(Subspace space, byte[] key) {
      return version.get(space, key);
    }

    @Override
    public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
      return version.get(space, keys);
    }

    @Override
    public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
      return version.scan(space, range, direction, limit);
    }

    @Override
    public void close() {
      // Garbage collection frees it.
    }
  }
}
