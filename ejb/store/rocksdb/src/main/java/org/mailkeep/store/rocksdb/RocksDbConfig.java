package org.mailkeep.store.rocksdb;

import java.nio.file.Path;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.store.api.StoreSettings.Compression;
import org.mailkeep.store.api.spi.CommitQueue;

/// How an embedded store is opened.
///
/// @param path its folder, made when it is missing
/// @param minBlobSize values of at least so many octets lie in blob files
/// @param writeBuffer octets that are gathered in memory before they are written as a sorted file
/// @param cache octets of files that are kept in memory
/// @param workers threads that write and merge files, at least 2 are used
/// @param compression of files
/// @param queue how commits wait
/// @param flush whether a commit is on stable storage when it returns; without, a power failure
///   loses what was acknowledged
public record RocksDbConfig(
    Path path,
    DataSize minBlobSize,
    DataSize writeBuffer,
    DataSize cache,
    int workers,
    Compression compression,
    CommitQueue queue,
    boolean flush) {
  /// What the settings say when they say nothing.
  public static RocksDbConfig defaults(Path path) {
    return new RocksDbConfig(
        path,
        new DataSize(16_834),
        new DataSize(128L << 20),
        new DataSize(128L << 20),
        2,
        Compression.NONE,
        CommitQueue.DEFAULT,
        true);
  }
}
