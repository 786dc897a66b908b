package org.mailkeep.benchmarks;

import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// RocksDB itself: one thread that writes flushed batches.
final class BareRocksDb implements Bare {
  private static final long WRITE_BUFFER = 128L << 20;

  private final Options options =
      new Options().setCreateIfMissing(true).setWriteBufferSize(WRITE_BUFFER);
  private final WriteOptions flushed = new WriteOptions().setSync(true);
  private final RocksDB db;

  BareRocksDb(Path folder) throws RocksDBException {
    RocksDB.loadLibrary();
    this.db = RocksDB.open(options, folder.toString());
  }

  @Override
  public boolean inGroups() {
    return true;
  }

  @Override
  public void commit(long first, int count) throws RocksDBException {
    try (var batch = new WriteBatch()) {
      for (long number = first; number < first + count; number++) {
        batch.put(Records.key(number), Records.value(number));
      }
      db.write(flushed, batch);
    }
  }

  @Override
  public void get(long number) throws RocksDBException {
    if (db.get(Records.key(number)) == null) {
      throw new IllegalStateException("record " + number + " is missing");
    }
  }

  @Override
  public long scan(long first, int count) {
    long octets = 0;
    try (var iterator = db.newIterator()) {
      iterator.seek(Records.key(first));
      for (int i = 0; i < count && iterator.isValid(); i++) {
        octets += iterator.key().length + iterator.value().length;
        iterator.next();
      }
    }
    return octets;
  }

  @Override
  public void close() {
    db.close();
    flushed.close();
    options.close();
  }
}
