package org.mailkeep.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// Two servers on one database: what each requires holds against what the other does.
abstract class TwoNodes {
  private static final int ROUNDS = 40;
  private static final int THREADS = 4;
  private static final int ATTEMPTS = 20;
  private static final byte[] SUM = key("sum");

  private final Databases.Product product;

  TwoNodes(Databases.Product product) {
    this.product = product;
  }

  @Test
  void countersOfBothAreExact() throws Exception {
    Map<DataBackend, DataStore> stores = new ConcurrentHashMap<>();
    run((node, _) -> {
      DataStore store = stores.computeIfAbsent(node, DataStore::new);
      for (int i = 0; i < ROUNDS; i++) {
        persist(() -> store.write(TwoNodes::next));
      }
    });
    try (DataBackend node = node()) {
      long expected = 2L * THREADS * ROUNDS;
      assertEquals(expected, node.counter(Subspace.ACCOUNT, key("n")));
      assertEquals(2 * expected, node.counter(Subspace.QUOTA, SUM));
    }
  }

  @Test
  void ofThoseWhoRequireThatNothingIsThereOneWins() throws Exception {
    var won = new AtomicInteger[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      won[i] = new AtomicInteger();
    }
    run((node, number) -> {
      for (int i = 0; i < ROUNDS; i++) {
        byte[] lock = key("lock" + i);
        Commit end =
            node.commit(
                new Batch()
                    .require(Subspace.AUTH, lock, null)
                    .put(Subspace.AUTH, Keys.of().raw(lock).u32(number).bytes(), lock)
                    .put(Subspace.AUTH, lock, Keys.of(number).bytes()));
        if (end instanceof Commit.Committed) {
          won[i].incrementAndGet();
        }
      }
    });
    for (AtomicInteger each : won) {
      assertEquals(1, each.get());
    }
  }

  @Test
  void whatWasOnlyRequiredIsNotChangedMeanwhile() throws Exception {
    // Each requires that the other's key is missing and makes its own: both would be a write skew.
    for (int i = 0; i < ROUNDS; i++) {
      byte[] left = key("left" + i);
      byte[] right = key("right" + i);
      var made = new AtomicInteger();
      run((node, number) -> {
        byte[] own = number % 2 == 0 ? left : right;
        byte[] other = number % 2 == 0 ? right : left;
        Commit end =
            node.commit(new Batch().require(Subspace.ACL, other, null).put(Subspace.ACL, own, own));
        made.addAndGet(end instanceof Commit.Committed ? 1 : 0);
      });
      try (DataBackend node = node()) {
        long both =
            node.get(Subspace.ACL, List.of(left, right)).stream().filter(v -> v != null).count();
        assertEquals(1, both, "of " + made + " commits");
      }
    }
  }

  @Test
  void putsOfBothNeverConflict() throws Exception {
    run((node, number) -> {
      for (int i = 0; i < ROUNDS; i++) {
        assertInstanceOf(
            Commit.Committed.class,
            node.commit(
                new Batch()
                    .put(Subspace.LOOKUP, key("same"), Keys.of(number).bytes())
                    .put(Subspace.LOOKUP, key("same" + i % 3), Keys.of(number).bytes())));
      }
    });
  }

  private static long next(Reader reader, Batch batch) {
    byte[] now = reader.get(Subspace.ACCOUNT, key("n"));
    long next = (now == null ? 0 : Keys.u64(now, 0)) + 1;
    batch
        .require(Subspace.ACCOUNT, key("n"), now)
        .put(Subspace.ACCOUNT, key("n"), Keys.of(next).bytes())
        .add(Subspace.QUOTA, SUM, 2);
    return next;
  }

  /// Does it again while the other node is always quicker: nobody rests between two commits here.
  private static void persist(Runnable work) {
    for (int attempt = 1; ; attempt++) {
      try {
        work.run();
        return;
      } catch (StoreException.Contended e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private interface Work {
    void run(DataBackend node, int number) throws Exception;
  }

  /// Runs work on threads of two nodes.
  private void run(Work work) throws Exception {
    try (DataBackend first = Databases.empty(product);
        DataBackend second = node();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 2 * THREADS; i++) {
        int number = i;
        running.add(
            threads.submit(() -> {
              work.run(number % 2 == 0 ? first : second, number);
              return null;
            }));
      }
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
  }

  private DataBackend node() {
    return SqlBackend.open(Databases.config(product), Databases.pool(product).source(), () -> {});
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
