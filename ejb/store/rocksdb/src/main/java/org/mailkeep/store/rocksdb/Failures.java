package org.mailkeep.store.rocksdb;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.StoreException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// What RocksDB's errors mean to callers.
final class Failures {
  private static final List<String> NO_ROOM =
      List.of("No space left", "Disk quota exceeded", "File too large", "Read-only file system");

  private static final String LOCKED = "another process has it open: ";

  private Failures() {}

  static StoreException of(String tried, RocksDBException e) {
    String said = String.valueOf(e.getMessage());
    String message = "rocksdb: " + tried + ": " + (isLocked(said) ? LOCKED : "") + said;
    if (isFull(e)) {
      return new StoreException.Full(message, e);
    }
    Status status = e.getStatus();
    return status != null && status.getCode() == Status.Code.Corruption
        ? new StoreException.Corrupt(message, e)
        : new StoreException.Unavailable(message, e);
  }

  private static boolean isLocked(String said) {
    return said.startsWith("While lock file: ") || said.startsWith("lock hold by current process");
  }

  private static boolean isFull(RocksDBException e) {
    Status status = e.getStatus();
    if (status != null && status.getSubCode() == Status.SubCode.NoSpace) {
      return true;
    }
    @Nullable String message = e.getMessage();
    return message != null && NO_ROOM.stream().anyMatch(message::contains);
  }
}
