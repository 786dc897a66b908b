package org.mailkeep.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// Files that a disk has damaged, and files that somebody else has.
class CorruptFileTest {
  private static final int RECORDS = 500;
  private static final byte[] VALUE = new byte[1_000];

  @TempDir Path folder = Path.of("");

  @Test
  void aDamagedRecordSaysSoAndOthersAreRead() throws Exception {
    fill();
    open().close(); // what was in the log becomes a sorted file
    damage();
    try (DataBackend backend = open()) {
      assertThrows(
          StoreException.Corrupt.class, () -> backend.get(Subspace.EMAIL, Keys.of(1).bytes()));
      assertThrows(
          StoreException.Corrupt.class,
          () -> backend.scan(Subspace.EMAIL, Range.all(), Direction.UP, 1));
      assertArrayEquals(VALUE, backend.get(Subspace.EMAIL, Keys.of(RECORDS - 1).bytes()));
      assertInstanceOf(
          Commit.Committed.class,
          backend.commit(new Batch().put(Subspace.EMAIL, Keys.of(1).bytes(), VALUE)));
      assertArrayEquals(VALUE, backend.get(Subspace.EMAIL, Keys.of(1).bytes()));
    }
  }

  @Test
  void aFolderServesOneProcessAtATime() {
    DataBackend first = open();
    assertThrows(StoreException.Unavailable.class, this::open);
    first.close();
    open().close();
  }

  private void fill() {
    try (DataBackend backend = open()) {
      var batch = new Batch();
      for (int i = 0; i < RECORDS; i++) {
        batch.put(Subspace.EMAIL, Keys.of(i).bytes(), VALUE);
      }
      backend.commit(batch);
    }
  }

  private void damage() throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> sorted = files.filter(file -> file.toString().endsWith(".sst")).toList();
      assertEquals(1, sorted.size());
      byte[] octets = Files.readAllBytes(sorted.getFirst());
      octets[1_500] ^= 1;
      Files.write(sorted.getFirst(), octets);
    }
  }

  private DataBackend open() {
    return RocksDbBackend.open(RocksDbConfig.defaults(folder));
  }
}
