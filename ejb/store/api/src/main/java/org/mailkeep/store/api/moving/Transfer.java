package org.mailkeep.store.api.moving;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// Makes a target hold what a source holds, by comparing the two page by page and writing what
/// differs: copying, catching up and going on after an interruption are all the same. For one
/// thread, the only one that writes to the target.
final class Transfer {
  private static final int PAGE = 500;

  /// Chunks of blobs are large.
  private static final int CHUNKS = 50;

  /// Octets beyond which a batch is written.
  private static final int BATCH_OCTETS = 2 << 20;

  private final Reader source;
  private final DataBackend target;
  private final Progress progress;
  private long written;
  private Batch batch = new Batch();

  Transfer(Reader source, DataBackend target, Progress progress) {
    this.source = source;
    this.target = target;
    this.progress = progress;
  }

  /// Does something between two pages.
  @FunctionalInterface
  interface Interlude {
    /// Everything of the pages before is written.
    void run();
  }

  /// How many changes were written.
  long written() {
    return written;
  }

  /// Entries of one page of a subspace.
  static int page(Subspace space) {
    return space == Subspace.BLOB_CHUNK ? CHUNKS : PAGE;
  }

  /// The range behind an entry.
  static Range behind(Entry last, Range range) {
    return new Range(Keys.of().raw(last.key()).u8(0).bytes(), range.to());
  }

  /// Makes a range the same.
  void range(Subspace space, Range range, Interlude interlude) {
    Range rest = range;
    while (true) {
      List<Entry> page = source.scan(space, rest, Direction.UP, page(space));
      boolean last = page.size() < page(space);
      Range behind = last ? rest : behind(page.getLast(), rest);
      same(space, page, last ? rest : new Range(rest.from(), behind.from()));
      flush();
      progress.advance(page.size());
      interlude.run();
      if (last) {
        return;
      }
      rest = behind;
    }
  }

  /// Makes keys the same.
  void keys(Subspace space, List<byte[]> keys) {
    for (int from = 0; from < keys.size(); from += page(space)) {
      List<byte[]> some = keys.subList(from, Math.min(keys.size(), from + page(space)));
      List<byte @Nullable []> values = source.get(space, some);
      for (int i = 0; i < some.size(); i++) {
        write(space, some.get(i), values.get(i));
      }
      flush();
    }
  }

  /// Makes all the same that has changed.
  void changes(Changes.Taken taken) {
    for (Mutation.DeleteRange each : taken.ranges()) {
      range(each.space(), each.range(), () -> {});
    }
    taken.keys().forEach(this::keys);
  }

  /// Checks that keys are the same.
  ///
  /// @throws StoreException.Corrupt when one is not
  void check(Changes.Taken taken) {
    taken
        .keys()
        .forEach((space, keys) -> {
          for (int from = 0; from < keys.size(); from += page(space)) {
            check(space, keys.subList(from, Math.min(keys.size(), from + page(space))));
          }
        });
  }

  private void check(Subspace space, List<byte[]> keys) {
    List<byte @Nullable []> here = source.get(space, keys);
    List<byte @Nullable []> there = target.get(space, keys);
    for (int i = 0; i < keys.size(); i++) {
      if (!Marks.own(space, keys.get(i)) && !Arrays.equals(here.get(i), there.get(i))) {
        throw new StoreException.Corrupt("a key of " + space + " is not what was written there");
      }
    }
  }

  /// Has all that was written on stable storage, with this.
  void commit(Batch last) {
    target.commit(last);
  }

  private void same(Subspace space, List<Entry> page, Range range) {
    int next = 0;
    Range rest = range;
    List<Entry> there;
    do {
      there = target.scan(space, rest, Direction.UP, page(space));
      for (Entry old : there) {
        while (next < page.size() && order(page.get(next), old) < 0) {
          write(space, page.get(next).key(), page.get(next++).value());
        }
        boolean kept = next < page.size() && order(page.get(next), old) == 0;
        byte @Nullable [] value = kept ? page.get(next++).value() : null;
        if (!Arrays.equals(value, old.value())) {
          write(space, old.key(), value);
        }
      }
      if (!there.isEmpty()) {
        rest = behind(there.getLast(), rest);
      }
    } while (there.size() == page(space));
    for (Entry entry : page.subList(next, page.size())) {
      write(space, entry.key(), entry.value());
    }
  }

  private static int order(Entry one, Entry other) {
    return Arrays.compareUnsigned(one.key(), other.key());
  }

  private void write(Subspace space, byte[] key, byte @Nullable [] value) {
    if (Marks.own(space, key)) {
      return;
    }
    if (value == null) {
      batch.delete(space, key);
    } else {
      batch.put(space, key, value);
    }
    written++;
    if (batch.size() > BATCH_OCTETS) {
      flush();
    }
  }

  private void flush() {
    if (!batch.isEmpty()) {
      target.writeAhead(batch);
      batch = new Batch();
    }
    progress.check();
  }
}
