package org.mailkeep.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreSettings;

class RedisSettingsTest {
  private static final String LEAST =
      """
      store.q.type = "redis"
      store.q.urls = ["redis://127.0.0.1"]
      """;

  @Test
  void oneServerNeedsItsUrl() {
    assertEquals(
        new RedisConfig(
            "q",
            new RedisConfig.Kind.Single(),
            List.of(new RedisConfig.Server("127.0.0.1", 6379)),
            new RedisConfig.Login(Optional.empty(), Optional.empty(), 0),
            Optional.empty(),
            new RedisConfig.Exchange(
                Duration.ofSeconds(10), 3, Duration.ofMillis(50), Duration.ofSeconds(1)),
            new RedisConfig.Pool(
                10, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30))),
        RedisSettings.config(read(LEAST), "q"));
  }

  @Test
  void readsAll() {
    RedisConfig config =
        RedisSettings.config(
            read(
                """
                store.q.type = "redis"
                store.q.redis-type = "sentinel"
                store.q.urls = ["rediss://a.example.org:1/2#insecure", "rediss://b.example.org:2"]
                store.q.username = "mail"
                store.q.password = "hush"
                store.q.sentinel.master = "m"
                store.q.sentinel.user = "s"
                store.q.sentinel.password = "t"
                store.q.timeout = "1s"
                store.q.retry.total = 5
                store.q.retry.min-wait = "1ms"
                store.q.retry.max-wait = "2ms"
                store.q.pool.max-connections = 4
                store.q.pool.create-timeout = "3s"
                store.q.pool.wait-timeout = "4s"
                store.q.pool.recycle-timeout = "5s"
                """),
            "q");
    assertEquals(
        new RedisConfig.Kind.Sentinel(
            "m", new RedisConfig.Login(Optional.of("s"), Optional.of("t"), 0)),
        config.kind());
    assertEquals(
        List.of(
            new RedisConfig.Server("a.example.org", 1), new RedisConfig.Server("b.example.org", 2)),
        config.servers());
    assertEquals(
        new RedisConfig.Login(Optional.of("mail"), Optional.of("hush"), 2), config.login());
    assertEquals(Optional.of(new ServerTrust.Anyone()), config.encryption());
    assertEquals(
        new RedisConfig.Exchange(
            Duration.ofSeconds(1), 5, Duration.ofMillis(1), Duration.ofMillis(2)),
        config.exchange());
    assertEquals(
        new RedisConfig.Pool(
            4, Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5)),
        config.pool());
    assertFalse(config.toString().contains("hush"), config.toString());
  }

  @Test
  void olderSpellingsAreTaken() {
    RedisConfig config =
        RedisSettings.config(
            read(
                """
                store.q.type = "redis"
                store.q.redis-type = "cluster"
                store.q.url = "redis://u:p@a.example.org"
                store.q.retries = 1
                store.q.tls.enable = true
                store.q.read-from-replicas = true
                """),
            "q");
    assertEquals(new RedisConfig.Kind.Cluster(true), config.kind());
    assertEquals(new RedisConfig.Login(Optional.of("u"), Optional.of("p"), 0), config.login());
    assertEquals(Optional.of(new ServerTrust.Usual()), config.encryption());
    assertEquals(1, config.exchange().retries());
  }

  @Test
  void refusesWhatIsWrong() {
    refused("type redis needs it", "store.q.type = \"redis\"");
    refused("must be URLs", "store.q.type = \"redis\"\nstore.q.urls = [\"127.0.0.1:6379\"]");
    refused("one server has one URL", LEAST.replace("]", ", \"redis://b\"]"));
    refused(
        "one database only", LEAST.replace("0.1", "0.1/1") + "store.q.redis-type = \"cluster\"");
    String authorities = LEAST + "store.q.tls.ca = \"no PEM\"\n";
    String encrypted = authorities.replace("redis:", "rediss:");
    refused("store.q.tls.ca: needs rediss:// in store.q.urls", authorities);
    refused("store.q.tls.ca: holds no certificate in PEM", encrypted);
    refused(
        "store.q.tls.ca: does nothing with store.q.tls.allow-invalid-certs",
        encrypted + "store.q.tls.allow-invalid-certs = true");
    refused(
        "store.q.tls.ca: does nothing with #insecure in store.q.urls",
        encrypted.replace("0.1", "0.1#insecure"));
    refused("keeps no data", LEAST + "storage.data = \"q\"");
    refused("keeps no blobs", LEAST + "storage.blob = \"q\"");
    read(LEAST + "storage.lookup = \"q\"");
  }

  private static void refused(String because, String toml) {
    var problem = assertThrows(IllegalArgumentException.class, () -> read(toml));
    assertTrue(String.valueOf(problem.getMessage()).contains(because), problem.getMessage());
  }

  private static Configuration read(String toml) {
    return Configuration.of(toml, StoreSettings.class, RedisSettings.class);
  }
}
