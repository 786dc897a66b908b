package org.mailkeep.store.api.moving;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.Release;
import org.mailkeep.store.api.BlobArchive;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Schema;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Writes what a store holds into an archive while it is used. The archive is what the store held
/// at one moment near the end: what changes meanwhile is written again, the last of it read while
/// commits wait, which they do for no client that is slow to take the archive. For one thread.
public final class Export {
  /// Octets of the last differences that are held in memory.
  private static final long MOST_HELD = 16L << 20;

  private final MovableBackend store;
  private final BlobStore blobs;
  private final MoveRules rules;
  private final Progress progress;
  private final ArchiveWriter archive;
  private final Changes changes;
  private long entries;

  private Export(
      MovableBackend store,
      BlobStore blobs,
      MoveRules rules,
      Progress progress,
      ArchiveWriter archive) {
    this.store = store;
    this.blobs = blobs;
    this.rules = rules;
    this.progress = progress;
    this.archive = archive;
    this.changes = store.track(rules.remembered());
  }

  /// What was exported.
  ///
  /// @param blobs reads those whose octets lie outside the store
  public record Source(MovableBackend store, BlobStore blobs, InstantSource clock) {}

  /// Writes an archive; the stream stays open.
  ///
  /// @return how many entries were written
  /// @throws StoreException when the store fails, or never came to rest
  public static long run(Source source, MoveRules rules, Progress progress, OutputStream out)
      throws IOException, InterruptedException {
    int form = Schema.of(source.store()).orElse(Schema.FIRST);
    var archive = new ArchiveWriter(out, form, source.clock().millis(), Release.version());
    try {
      var export = new Export(source.store(), source.blobs(), rules, progress, archive);
      export.copy();
      export.finish();
      archive.end();
      return export.entries;
    } finally {
      source.store().untrack();
    }
  }

  private void copy() throws IOException {
    Set<Subspace> spaces = new TreeSet<>(Marks.ofData());
    for (Subspace space : spaces) {
      progress.begin("exporting " + Move.words(space), Progress.UNKNOWN, "entries");
      write(space, Range.all());
    }
  }

  private void finish() throws IOException, InterruptedException {
    progress.begin("exporting what has changed", Progress.UNKNOWN, "entries");
    for (int attempt = 1; attempt <= rules.attempts(); attempt++) {
      for (int round = 0; round < rules.attempts() && changes.size() > rules.few(); round++) {
        write(changes.take());
      }
      List<Mutation> last = last();
      if (last != null) {
        for (Mutation each : last) {
          write(each);
        }
        return;
      }
    }
    throw new StoreException.Unavailable("too much changes while the archive is written");
  }

  /// The last differences, read while commits wait; null when there are too many of them.
  private @Nullable List<Mutation> last() throws IOException, InterruptedException {
    var part = new Move.Part(store, store.now(), Marks.ofData());
    var pause = new Pause(List.of(part), rules.pause());
    Changes.Taken taken;
    List<Mutation> held = new ArrayList<>();
    try {
      if (!pause.begin()) {
        return null;
      }
      taken = changes.take();
      if (taken.ranges().isEmpty() && hold(taken, held, pause)) {
        return held;
      }
    } finally {
      pause.end();
    }
    write(taken);
    return null;
  }

  private boolean hold(Changes.Taken taken, List<Mutation> held, Pause pause) {
    long size = 0;
    for (var each : taken.keys().entrySet()) {
      for (byte[] key : each.getValue()) {
        byte[] value = store.get(each.getKey(), key);
        held.add(
            value == null
                ? new Mutation.Delete(each.getKey(), key)
                : new Mutation.Put(each.getKey(), key, value));
        size += value == null ? 0 : value.length;
        if (size > MOST_HELD || !pause.lasts()) {
          return false;
        }
      }
    }
    return true;
  }

  private void write(Changes.Taken taken) throws IOException {
    for (Mutation.DeleteRange each : taken.ranges()) {
      archive.delete(each);
      write(each.space(), each.range());
    }
    for (var each : taken.keys().entrySet()) {
      for (byte[] key : each.getValue()) {
        byte[] value = store.get(each.getKey(), key);
        write(
            value == null
                ? new Mutation.Delete(each.getKey(), key)
                : new Mutation.Put(each.getKey(), key, value));
      }
    }
  }

  private void write(Subspace space, Range range) throws IOException {
    Range rest = range;
    List<Entry> page;
    do {
      page = store.scan(space, rest, Direction.UP, Transfer.page(space));
      for (Entry entry : page) {
        write(new Mutation.Put(space, entry.key(), entry.value()));
      }
      if (!page.isEmpty()) {
        rest = Transfer.behind(page.getLast(), rest);
      }
      progress.advance(page.size());
      progress.check();
      if (changes.size() > rules.remembered() / 4) {
        write(changes.take());
      }
    } while (page.size() == Transfer.page(space));
  }

  private void write(Mutation mutation) throws IOException {
    if (!Marks.ofData().contains(mutation.space())) {
      return;
    }
    if (mutation instanceof Mutation.Put(var space, var key, var value)) {
      if (Marks.own(space, key) || BlobArchive.isTie(space, key)) {
        return;
      }
      entries++;
      if (BlobArchive.isOutside(space, value)) {
        blob(BlobHash.of(key));
      } else {
        archive.put(space, key, value);
      }
    } else if (mutation instanceof Mutation.Delete(var space, var key)) {
      archive.delete(space, key);
    }
  }

  /// One that is gone has been deleted since its record was read; that is still to be written.
  private void blob(BlobHash blob) throws IOException {
    long size;
    InputStream in;
    try {
      size = blobs.size(blob);
      in = blobs.stream(blob, 0, size);
    } catch (StoreException.Corrupt e) {
      if (store.get(Subspace.BLOB, blob.octets()) == null) {
        return;
      }
      throw e;
    }
    try (in) {
      archive.blob(blob, size, in);
    }
  }
}
