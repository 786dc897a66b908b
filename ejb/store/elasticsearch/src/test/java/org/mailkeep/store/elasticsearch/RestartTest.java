package org.mailkeep.store.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.servers.OpenSearchServer;

/// A server that is killed while it is written to.
@Tag("servers")
final class RestartTest {
  private static final int BATCH = 10;
  private static final int BATCHES = 20;
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

  private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void whatWasAcknowledgedSurvivesAndWritingGoesOnByItself() throws Exception {
    try (OpenSearchServer server = OpenSearchServer.started();
        var store = Servers.open(Servers.config(server.url()))) {
      String generation = store.generation();
      Thread writer = Thread.ofVirtual().start(() -> write(store));
      await(BATCH * BATCHES);
      server.kill();
      int before = acknowledged.size();
      Set<Long> safe = new TreeSet<>(acknowledged);
      server.start();
      await(before + BATCH * BATCHES);
      over.set(true);
      writer.join();
      assertTrue(refused.get() > 0, "it met the dead server");
      assertEquals(generation, store.generation());
      Set<Long> found = found(store);
      assertTrue(found.containsAll(safe), "what was acknowledged before is there");
      assertTrue(found.containsAll(acknowledged), "and what was since");
    }
  }

  /// As whoever works through a journal does: the same again until it is done.
  private void write(ElasticsearchStore store) {
    for (long first = 1; !over.get(); ) {
      try {
        store.index(SearchFaultTest.documents(first, BATCH));
        for (int i = 0; i < BATCH; i++) {
          acknowledged.add(first + i);
        }
        first += BATCH;
      } catch (StoreException.Unavailable e) {
        refused.incrementAndGet();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private void await(int count) {
    long end = System.nanoTime() + PATIENCE;
    while (acknowledged.size() < count) {
      assertFalse(System.nanoTime() > end, "only " + acknowledged.size() + " of " + count);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static Set<Long> found(ElasticsearchStore store) throws IOException {
    return store
        .find(new AccountId(7), new SearchQuery.All())
        .ids()
        .boxed()
        .collect(Collectors.toSet());
  }
}
