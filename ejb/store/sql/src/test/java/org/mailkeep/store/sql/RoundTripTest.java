package org.mailkeep.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// How often a server is asked: each statement that is prepared is a round trip.
class RoundTripTest {
  private static final byte[] KEY = "k".getBytes(StandardCharsets.US_ASCII);

  @Test
  void aCommitTakesOneAndWithConditionsTwo() throws SQLException {
    try (DataBackend store = Databases.empty(Databases.Product.POSTGRESQL)) {
      int before = asked();
      store.commit(
          new Batch()
              .put(Subspace.EMAIL, KEY, KEY)
              .put(Subspace.QUEUE, KEY, KEY)
              .delete(Subspace.BLOB, KEY));
      assertEquals(1, asked() - before);
      before = asked();
      store.commit(
          new Batch()
              .require(Subspace.EMAIL, KEY, KEY)
              .require(Subspace.BLOB, KEY, null)
              .add(Subspace.QUOTA, KEY, 5)
              .put(Subspace.BLOB, KEY, KEY));
      assertEquals(2, asked() - before);
    }
  }

  @Test
  void manyKeysAreReadByOne() throws SQLException {
    try (DataBackend store = Databases.empty(Databases.Product.POSTGRESQL)) {
      List<byte[]> keys = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        keys.add(Keys.of(i).bytes());
      }
      int before = asked();
      assertEquals(300, store.get(Subspace.EMAIL, keys).size());
      store.scan(Subspace.EMAIL, Range.all(), Direction.UP, 1_000);
      assertEquals(2, asked() - before);
      before = asked();
      try (Snapshot snapshot = store.snapshot()) {
        snapshot.get(Subspace.EMAIL, KEY);
      }
      assertEquals(3, asked() - before, "begin, get, end");
    }
  }

  @Test
  void commitsThatWaitShareTheirs() throws Exception {
    int commits = 400;
    try (DataBackend store = Databases.empty(Databases.Product.POSTGRESQL);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int before = asked();
      List<Future<Commit>> running = new ArrayList<>();
      for (int i = 0; i < commits; i++) {
        byte[] key = Keys.of(i).bytes();
        running.add(
            threads.submit(() ->
                store.commit(
                    new Batch().require(Subspace.EMAIL, key, null).put(Subspace.EMAIL, key, KEY))));
      }
      for (Future<Commit> each : running) {
        assertInstanceOf(Commit.Committed.class, each.get());
      }
      assertTrue(asked() - before < commits, asked() - before + " statements");
      assertEquals(commits, store.scan(Subspace.EMAIL, Range.all(), Direction.UP, 1_000).size());
    }
  }

  private static int asked() {
    return Databases.pool(Databases.Product.POSTGRESQL).statements();
  }
}
