package org.mailkeep.kernel.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Cache;

class PlainCachesTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource clock = now::get;

  @Test
  void isBoundedAndExpires() {
    Cache<String, Integer> cache =
        new PlainCaches(clock).create(new Cache.Spec("test", 2, Duration.ofSeconds(10)));
    cache.put("a", 1);
    cache.put("b", 2);
    assertEquals(1, cache.get("a"));
    cache.put("c", 3);
    assertNull(cache.get("b"));
    assertEquals(new Cache.Statistics(2, 1, 1, 1), cache.statistics());
    now.set(Instant.EPOCH.plusSeconds(10));
    assertNull(cache.get("a"));
    assertEquals(9, cache.get("a", key -> 9));
    assertEquals(9, cache.get("a", key -> 8));
  }
}
