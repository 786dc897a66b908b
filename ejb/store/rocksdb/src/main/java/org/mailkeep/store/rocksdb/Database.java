package org.mailkeep.store.rocksdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// One opening of the files. Each native call goes through the gate, so that none comes after the
/// closing. Reads are for any thread, writes for the committer.
final class Database {
  private final Gate gate = new Gate();
  private final Tuning tuning;
  private final RocksDB db;
  private final Places places;
  private final ReadOptions latest = new ReadOptions();
  private final WriteOptions durable;
  private final WriteOptions ahead = new WriteOptions();

  private Database(Tuning tuning, RocksDB db, Places places, boolean flush) {
    this.tuning = tuning;
    this.db = db;
    this.places = places;
    this.durable = new WriteOptions().setSync(flush);
  }

  /// @throws StoreException when the files cannot be opened
  static Database open(RocksDbConfig config) {
    RocksDB.loadLibrary();
    var tuning = new Tuning(config);
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try {
      RocksDB db =
          RocksDB.open(tuning.database(), config.path().toString(), tuning.families(), handles);
      return new Database(tuning, db, new Places(handles.get(0), handles.get(1)), config.flush());
    } catch (RocksDBException e) {
      tuning.close();
      throw Failures.of("open " + config.path(), e);
    }
  }

  Places places() {
    return places;
  }

  byte @Nullable [] get(@Nullable ReadOptions view, Subspace space, byte[] key) {
    enter();
    try {
      return db.get(places.family(space), or(view), Places.key(space, key));
    } catch (RocksDBException e) {
      throw Failures.of("get " + space, e);
    } finally {
      gate.leave();
    }
  }

  List<byte @Nullable []> get(@Nullable ReadOptions view, Subspace space, List<byte[]> keys) {
    if (keys.size() <= 1) {
      List<byte @Nullable []> values = new ArrayList<>(1);
      keys.forEach(key -> values.add(get(view, space, key)));
      return values;
    }
    List<byte[]> stored = keys.stream().map(key -> Places.key(space, key)).toList();
    enter();
    try {
      return new ArrayList<byte @Nullable []>(
          db.multiGetAsList(
              or(view), Collections.nCopies(keys.size(), places.family(space)), stored));
    } catch (RocksDBException e) {
      throw Failures.of("get " + keys.size() + " of " + space, e);
    } finally {
      gate.leave();
    }
  }

  List<Entry> scan(
      @Nullable Snapshot snapshot, Subspace space, Range range, Direction direction, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    byte[] from = Places.key(space, range.from());
    byte[] to = Places.end(space, range.to());
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return List.of();
    }
    enter();
    try (var lower = new Slice(from);
        var upper = new Slice(to);
        var view = new ReadOptions().setIterateLowerBound(lower).setIterateUpperBound(upper)) {
      if (snapshot != null) {
        view.setSnapshot(snapshot);
      }
      try (RocksIterator iterator = db.newIterator(places.family(space), view)) {
        return entries(iterator, space, direction, limit);
      }
    } catch (RocksDBException e) {
      throw Failures.of("scan " + space, e);
    } finally {
      gate.leave();
    }
  }

  private static List<Entry> entries(
      RocksIterator iterator, Subspace space, Direction direction, int limit)
      throws RocksDBException {
    List<Entry> entries = new ArrayList<>();
    switch (direction) {
      case UP -> iterator.seekToFirst();
      case DOWN -> iterator.seekToLast();
    }
    while (iterator.isValid()) {
      entries.add(new Entry(Places.plain(space, iterator.key()), iterator.value()));
      if (entries.size() == limit) {
        break;
      }
      switch (direction) {
        case UP -> iterator.next();
        case DOWN -> iterator.prev();
      }
    }
    iterator.status();
    return entries;
  }

  /// Writes all of a batch or nothing.
  ///
  /// @param sync whether it, and all that was written before, is on stable storage afterwards
  void write(WriteBatch batch, boolean sync) throws RocksDBException {
    enter();
    try {
      db.write(sync ? durable : ahead, batch);
    } finally {
      gate.leave();
    }
  }

  Snapshot snapshot() {
    enter();
    try {
      return db.getSnapshot();
    } finally {
      gate.leave();
    }
  }

  /// Frees a snapshot, unless the closing did.
  void release(Snapshot snapshot) {
    if (gate.enter()) {
      try {
        db.releaseSnapshot(snapshot);
      } finally {
        gate.leave();
      }
    }
  }

  /// Flushes the log and frees all native memory; waits for readers.
  void close() {
    close(true);
  }

  /// Frees all native memory after a write has failed; waits for readers.
  void abandon() {
    close(false);
  }

  private void close(boolean sync) {
    if (!gate.shut()) {
      return;
    }
    if (sync) {
      syncLog();
    }
    latest.close();
    durable.close();
    ahead.close();
    places.records().close();
    places.chunks().close();
    db.close();
    tuning.close();
  }

  private void syncLog() {
    try {
      db.syncWal();
    } catch (RocksDBException e) {
      // What was acknowledged is flushed already; what was written ahead may be lost.
      System.getLogger(Database.class.getName())
          .log(System.Logger.Level.WARNING, "rocksdb: flush at close", e);
    }
  }

  private ReadOptions or(@Nullable ReadOptions view) {
    return view == null ? latest : view;
  }

  private void enter() {
    if (!gate.enter()) {
      throw new StoreException.Unavailable("the rocksdb store is closed");
    }
  }
}
