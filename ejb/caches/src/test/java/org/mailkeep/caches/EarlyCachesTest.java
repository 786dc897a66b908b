package org.mailkeep.caches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Cache;
import org.mailkeep.settings.Configuration;

/// Caches whose users are still to come are bounded as their settings say.
class EarlyCachesTest {
  private final Caches caches = new Caches();

  @AfterEach
  void close() {
    caches.close();
  }

  private static List<Cache.Spec> specs(String settings) {
    return CacheSettings.early(Configuration.of(settings, CacheSettings.class));
  }

  @Test
  void eachIsBoundedByItsSettings() {
    assertEquals(
        List.of(
            new Cache.Spec("session", 2, Duration.ofMinutes(1)),
            new Cache.Spec("bayes", 3, Duration.ofMinutes(2)),
            new Cache.Spec("bayes-unknown", 3, Duration.ofMinutes(3)),
            new Cache.Spec("oauth", 4, null),
            new Cache.Spec("resolver.mta-sts", 5, null)),
        specs(
            """
            cache.session.size = 2
            cache.session.ttl = "1m"
            cache.bayes.capacity = 3
            cache.bayes.ttl.positive = "2m"
            cache.bayes.ttl.negative = "3m"
            oauth.cache.size = 4
            cache.resolver.mta-sts.size = 5
            """));
  }

  @Test
  void whatFilesDoNotSayIsAsTheyAlwaysHadIt() {
    Duration hour = Duration.ofHours(1);
    assertEquals(
        List.of(
            new Cache.Spec("session", 10_000, hour),
            new Cache.Spec("bayes", 8192, hour),
            new Cache.Spec("bayes-unknown", 8192, hour),
            new Cache.Spec("oauth", 128, null),
            new Cache.Spec("resolver.mta-sts", 1024, null)),
        specs(""));
  }

  /// What [org.mailkeep.kernel.testing.CacheContract] asks of any, these do with their own bounds.
  @Test
  void eachHoldsAsMuchAsItsSettingsSay() {
    List<Cache.Spec> specs =
        specs(
            """
            cache.session.size = 2
            cache.bayes.capacity = 3
            oauth.cache.size = 4
            cache.resolver.mta-sts.size = 5
            """);
    for (Cache.Spec spec : specs) {
      Cache<String, Integer> cache = caches.create(spec);
      for (int i = 0; i < 10; i++) {
        cache.put("key " + i, i);
      }
      assertEquals(spec.entries(), cache.statistics().entries(), spec.name());
      assertEquals(10 - spec.entries(), cache.statistics().evictions(), spec.name());
      cache.put("last", 1);
      assertNotNull(cache.get("last"), spec.name());
      assertTrue(caches.find(spec.name()).isPresent(), spec.name());
      assertTrue(caches.clear(spec.name()), spec.name());
      assertNull(cache.get("last"), spec.name());
    }
  }

  @Test
  void eachHoldsAsLongAsItsSettingsSay() throws InterruptedException {
    List<Cache.Spec> specs =
        specs(
            """
            cache.session.ttl = "100ms"
            cache.bayes.ttl.positive = "1h"
            cache.bayes.ttl.negative = "100ms"
            """);
    Set<String> shortLived = Set.of("session", "bayes-unknown");
    List<Cache<String, Integer>> made = new ArrayList<>();
    for (Cache.Spec spec : specs) {
      Cache<String, Integer> cache = caches.create(spec);
      cache.put("key", 1);
      made.add(cache);
    }
    Thread.sleep(200);
    for (int i = 0; i < specs.size(); i++) {
      String name = specs.get(i).name();
      assertEquals(shortLived.contains(name) ? null : 1, made.get(i).get("key"), name);
    }
  }
}
