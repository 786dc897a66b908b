package org.mailkeep.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;

/// RocksDB's options for a mail store: small synced batches by one writer, point reads, scans of
/// prefixes.
final class Tuning implements AutoCloseable {
  private static final byte[] CHUNKS = "chunks".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK = 8 * 1024;
  private static final int BITS_PER_KEY = 10;
  private static final long MEBIBYTE = 1L << 20;
  private static final int OPEN_FILES = 1_000;

  private final Cache cache;
  private final BloomFilter bloom = new BloomFilter(BITS_PER_KEY);
  private final DBOptions database;
  private final ColumnFamilyOptions records;
  private final ColumnFamilyOptions chunks;

  Tuning(RocksDbConfig config) {
    cache = new LRUCache(config.cache().bytes());
    database = database(config);
    records = family(config);
    chunks =
        family(config)
            .setEnableBlobFiles(true)
            .setMinBlobSize(config.minBlobSize().bytes())
            .setBlobFileSize(256 * MEBIBYTE)
            .setBlobCompressionType(compression(config))
            .setEnableBlobGarbageCollection(true)
            .setBlobGarbageCollectionAgeCutoff(0.25)
            .setBlobGarbageCollectionForceThreshold(0.5);
  }

  DBOptions database() {
    return database;
  }

  List<ColumnFamilyDescriptor> families() {
    return List.of(
        new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, records),
        new ColumnFamilyDescriptor(CHUNKS, chunks));
  }

  @Override
  public void close() {
    database.close();
    records.close();
    chunks.close();
    bloom.close();
    cache.close();
  }

  private static DBOptions database(RocksDbConfig config) {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setMaxBackgroundJobs(Math.max(2, config.workers()))
        .setMaxOpenFiles(OPEN_FILES)
        // Both families share the log: one that is seldom written must not keep it for ever.
        .setMaxTotalWalSize(4 * config.writeBuffer().bytes())
        .setDbWriteBufferSize(config.writeBuffer().bytes())
        // One thread writes.
        .setAllowConcurrentMemtableWrite(false)
        .setEnableWriteThreadAdaptiveYield(false)
        // Files are flushed as they grow, so that a merge does not delay the log's flushes.
        .setBytesPerSync(MEBIBYTE)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(10 * MEBIBYTE)
        .setKeepLogFileNum(4)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  private ColumnFamilyOptions family(RocksDbConfig config) {
    return new ColumnFamilyOptions()
        .setWriteBufferSize(config.writeBuffer().bytes())
        .setMaxWriteBufferNumber(4)
        .setMemtablePrefixBloomSizeRatio(0.02)
        .setMemtableWholeKeyFiltering(true)
        .setLevelCompactionDynamicLevelBytes(true)
        .setCompressionType(compression(config))
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK)
                .setFilterPolicy(bloom)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true));
  }

  private static CompressionType compression(RocksDbConfig config) {
    return switch (config.compression()) {
      case NONE -> CompressionType.NO_COMPRESSION;
      case LZ4 -> CompressionType.LZ4_COMPRESSION;
      case ZSTD -> CompressionType.ZSTD_COMPRESSION;
    };
  }
}
