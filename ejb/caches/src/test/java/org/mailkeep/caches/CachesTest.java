package org.mailkeep.caches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.testing.CacheContract;

class CachesTest extends CacheContract {
  private final Caches caches = new Caches();

  @Override
  protected Cache.Factory factory() {
    return caches;
  }

  @Override
  protected void pass(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  @AfterEach
  void close() {
    caches.close();
  }

  @Test
  void whileOneKeyIsLoadedOtherKeysDoNotWait() throws Exception {
    Cache<String, Integer> cache = create("a", 10);
    var loads = new AtomicInteger();
    var loading = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        results.add(
            executor.submit(() ->
                cache.get(
                    "x",
                    _ -> {
                      loading.countDown();
                      await(go);
                      return loads.incrementAndGet();
                    })));
      }
      await(loading);
      assertEquals(7, cache.get("y", _ -> 7), "other keys do not wait");
      go.countDown();
      for (Future<Integer> each : results) {
        assertEquals(1, each.get(10, TimeUnit.SECONDS));
      }
    }
    assertEquals(1, loads.get());
  }

  @Test
  void whatIsRemovedWhileItIsLoadedIsNotKept() throws Exception {
    Cache<String, Integer> cache = create("a", 10);
    var loading = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> stale =
          executor.submit(() ->
              cache.get(
                  "x",
                  _ -> {
                    loading.countDown();
                    await(go);
                    return 1;
                  }));
      await(loading);
      cache.remove("x");
      go.countDown();
      assertEquals(1, stale.get(10, TimeUnit.SECONDS));
    }
    assertNull(cache.get("x"));
  }

  @Test
  void listsAndEmptiesCachesByName() {
    Cache<String, Integer> mailbox = create("mailbox", 10);
    Cache<String, Integer> account = create("account", 20);
    mailbox.put("x", 1);
    account.put("y", 1);
    assertEquals(
        List.of("account", "mailbox"),
        caches.all().stream().map(listed -> listed.spec().name()).toList());
    assertEquals(
        Optional.of(1L), caches.find("mailbox").map(listed -> listed.statistics().entries()));
    assertTrue(caches.clear("mailbox"));
    assertFalse(caches.clear("nothing"));
    assertNull(mailbox.get("x"));
    assertEquals(1, account.get("y"));
    caches.clearAll();
    assertNull(account.get("y"));
    assertThrows(IllegalArgumentException.class, () -> create("mailbox", 1));
  }

  @Test
  void leavesNoThreadBehind() {
    create("a", 10).put("x", 1);
    caches.close();
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.contains("infinispan") || name.startsWith("Rx"))
            .toList());
  }

  private <K, V> Cache<K, V> create(String name, int entries) {
    return caches.create(new Cache.Spec(name, entries, null));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
