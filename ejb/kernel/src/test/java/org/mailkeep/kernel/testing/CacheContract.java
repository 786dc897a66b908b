package org.mailkeep.kernel.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Cache;

/// What every cache does: bound, time to live, renewal, one load at a time, counts.
public abstract class CacheContract {
  private static final int MANY = 20;

  /// Makes the caches under test; the same one each time.
  protected abstract Cache.Factory factory();

  /// Lets time pass.
  protected abstract void pass(Duration time) throws InterruptedException;

  /// A value that is good for a while of its own, as answers of a name server are.
  private record Dated(String text, boolean good) {}

  @Test
  void remembersAndForgets() {
    Cache<String, Integer> cache = create("a", 10);
    assertNull(cache.get("x"));
    cache.put("x", 1);
    assertEquals(1, cache.get("x"));
    cache.put("x", 2);
    assertEquals(2, cache.get("x"));
    cache.remove("x");
    assertNull(cache.get("x"));
    assertEquals(new Cache.Statistics(0, 2, 2, 0), cache.statistics());
  }

  @Test
  void forgetsAllAtOnce() {
    Cache<Integer, Integer> cache = create("a", 10);
    for (int i = 0; i < 5; i++) {
      cache.put(i, i);
    }
    cache.clear();
    assertEquals(0, cache.statistics().entries());
    assertNull(cache.get(1));
  }

  @Test
  void holdsNoMoreThanItsBoundAndCountsWhatItDrops() {
    Cache<Integer, Integer> cache = create("a", 10);
    for (int i = 0; i < 100; i++) {
      cache.put(i, i);
    }
    Cache.Statistics statistics = cache.statistics();
    assertEquals(10, statistics.entries());
    assertEquals(90, statistics.evictions());
  }

  @Test
  void cachesAreApartAndEachNameIsGivenOnce() {
    Cache<String, Integer> one = create("one", 10);
    Cache<String, Integer> other = create("other", 10);
    one.put("x", 1);
    assertNull(other.get("x"));
    assertThrows(IllegalArgumentException.class, () -> create("one", 10));
  }

  @Test
  void forgetsEachWhenItIsTooOldByItsOwnTime() throws InterruptedException {
    Cache<String, Integer> yes = factory().create(spec("positive", Duration.ofHours(1)));
    Cache<String, Integer> no = factory().create(spec("negative", Duration.ofMillis(500)));
    yes.put("x", 1);
    no.put("x", 0);
    pass(Duration.ofMillis(600));
    assertEquals(1, yes.get("x"));
    assertNull(no.get("x"));
    assertEquals(2, no.get("x", _ -> 2));
  }

  @Test
  void loadsWhatItLacksOnce() {
    Cache<String, Integer> cache = create("a", 10);
    var loads = new AtomicInteger();
    assertEquals(1, cache.get("x", _ -> loads.incrementAndGet()));
    assertEquals(1, cache.get("x", _ -> loads.incrementAndGet()));
    assertEquals(new Cache.Statistics(1, 1, 1, 0), cache.statistics());
  }

  @Test
  void whatIsNotGoodAnyMoreIsReplacedKnowingIt() {
    Cache<String, Dated> cache = create("a", 10);
    var old = new Dated("old", false);
    cache.put("x", old);
    var fresh =
        cache.get(
            "x",
            Dated::good,
            (key, known) -> {
              assertSame(old, known);
              return new Dated(key, true);
            });
    assertEquals(new Dated("x", true), fresh);
    assertEquals(fresh, cache.get("x"));
    assertEquals(new Cache.Statistics(1, 1, 1, 0), cache.statistics());
  }

  @Test
  void whatIsGoodIsNotLoaded() {
    Cache<String, Dated> cache = create("a", 10);
    cache.put("x", new Dated("x", true));
    assertEquals(
        new Dated("x", true),
        cache.get(
            "x",
            Dated::good,
            (_, _) -> {
              throw new AssertionError("loaded");
            }));
  }

  @Test
  void aLoaderThatThrowsLeavesWhatWasThere() {
    Cache<String, Integer> cache = create("a", 10);
    var failure = new IllegalStateException("down");
    Cache.Renewal<String, Integer> down =
        (_, _) -> {
          throw failure;
        };
    assertSame(failure, thrown(() -> cache.get("x", _ -> true, down)));
    assertNull(cache.get("x"));
    cache.put("x", 1);
    assertSame(failure, thrown(() -> cache.get("x", _ -> false, down)));
    assertEquals(1, cache.get("x"));
    assertEquals(3, cache.get("x", _ -> false, (_, known) -> known == null ? 0 : known + 2));
  }

  private static Throwable thrown(Runnable work) {
    return assertThrows(IllegalStateException.class, work::run);
  }

  @Test
  void manyWhoMissTheSameLoadOnce() throws Exception {
    Cache<String, Dated> cache = create("a", 10);
    stampede(cache, 1);
    cache.put("x", new Dated("old", false));
    stampede(cache, 2);
  }

  private static void stampede(Cache<String, Dated> cache, int round) throws Exception {
    var loads = new AtomicInteger();
    var loading = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Dated>> results = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        results.add(
            executor.submit(() ->
                cache.get(
                    "x",
                    Dated::good,
                    (_, _) -> {
                      loading.countDown();
                      await(go);
                      return new Dated(round + "." + loads.incrementAndGet(), true);
                    })));
      }
      await(loading);
      go.countDown();
      for (Future<Dated> each : results) {
        assertEquals(new Dated(round + ".1", true), result(each));
      }
    }
    assertEquals(1, loads.get());
  }

  private static <T> T result(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(10, TimeUnit.SECONDS);
  }

  private <K, V> Cache<K, V> create(String name, int entries) {
    return factory().create(new Cache.Spec(name, entries, null));
  }

  private static Cache.Spec spec(String name, Duration timeToLive) {
    return new Cache.Spec(name, 10, timeToLive);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
