package org.mailkeep.kernel.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Cache;

class PlainCachesTest extends CacheContract {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final PlainCaches caches = new PlainCaches(now::get);

  @Override
  protected Cache.Factory factory() {
    return caches;
  }

  @Override
  protected void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  @Test
  void whatWasUsedLongestAgoGoesFirst() {
    Cache<String, Integer> cache = caches.create(new Cache.Spec("test", 2, null));
    cache.put("a", 1);
    cache.put("b", 2);
    assertEquals(1, cache.get("a"));
    cache.put("c", 3);
    assertNull(cache.get("b"));
    assertEquals(1, cache.get("a"));
  }
}
