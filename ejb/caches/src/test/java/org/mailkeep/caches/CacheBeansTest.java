package org.mailkeep.caches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Cache;

class CacheBeansTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final Caches caches = new Caches();

  @AfterEach
  void close() {
    caches.close();
  }

  @Test
  void eachCacheShowsHowItFaresAndCanBeEmptied() throws Exception {
    Cache<String, Integer> login = caches.create(new Cache.Spec("login", 2, Duration.ofMinutes(5)));
    caches.create(new Cache.Spec("resolver.mx", 1024, null));
    try (var _ = CacheBeans.of(caches, server)) {
      login.put("a", 1);
      login.put("b", 1);
      login.put("c", 1);
      login.get("c");
      login.get("a");
      login.get("b");
      login.get("d");
      ObjectName name = new ObjectName("org.mailkeep:type=Cache,name=login");
      assertEquals(2L, server.getAttribute(name, "Entries"));
      assertEquals(2L, server.getAttribute(name, "Limit"));
      assertEquals(300L, server.getAttribute(name, "TimeToLive"));
      assertEquals(2L, server.getAttribute(name, "Hits"));
      assertEquals(2L, server.getAttribute(name, "Misses"));
      assertEquals(0.5, server.getAttribute(name, "HitRatio"));
      assertEquals(1L, server.getAttribute(name, "Evictions"));
      server.invoke(name, "clear", new Object[0], new String[0]);
      assertNull(login.get("c"));
      assertEquals(0L, server.getAttribute(name, "Entries"));
      assertEquals(-1L, server.getAttribute(CacheBeans.name("resolver.mx"), "TimeToLive"));
      assertEquals(0.0, server.getAttribute(CacheBeans.name("resolver.mx"), "HitRatio"));
    }
    assertEquals(Set.of(), server.queryNames(new ObjectName("org.mailkeep:*"), null));
  }

  @Test
  void whatWasLeftBehindIsReplaced() throws Exception {
    try (var others = new Caches()) {
      others.create(new Cache.Spec("login", 1, null));
      caches.create(new Cache.Spec("login", 7, null));
      CacheBeans left = CacheBeans.of(others, server);
      try (var _ = CacheBeans.of(caches, server)) {
        assertEquals(7L, server.getAttribute(CacheBeans.name("login"), "Limit"));
        left.close();
        assertFalse(server.isRegistered(CacheBeans.name("login")));
      }
    }
    assertTrue(List.of(server.getDomains()).stream().noneMatch("org.mailkeep"::equals));
  }
}
