package org.mailkeep.services;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.RedisCluster;
import org.mailkeep.store.servers.RedisServer;

@Tag("servers")
final class WrongRedisTest {
  private static RedisServer single;
  private static RedisServer encrypted;
  private static RedisCluster cluster;

  @TempDir static Path instance;

  @BeforeAll
  static void startServers() throws IOException {
    single = RedisServer.started("--requirepass", "hush");
    encrypted = RedisServer.startedWithTls();
    cluster = RedisCluster.started();
  }

  @AfterAll
  static void stopServers() throws IOException {
    single.close();
    encrypted.close();
    cluster.close();
  }

  private static TriedStore store(String scheme, int port) {
    return new TriedStore(
        instance,
        "lookup",
        Map.of(
            "type", "\"redis\"",
            "urls", "[\"" + scheme + "://127.0.0.1:" + port + "\"]",
            "password", "\"hush\"",
            "timeout", "\"3s\""));
  }

  private static TriedStore inCluster() {
    return store("redis", cluster.masters().getFirst().port());
  }

  @Test
  void whatIsRightWorks() {
    store("redis", single.port()).works("");
    store("rediss", encrypted.port()).works("password; tls.allow-invalid-certs = true");
    inCluster().works("password; redis-type = \"cluster\"");
  }

  @Test
  void whoMayNotIsNamed() {
    TriedStore store = store("redis", single.port());
    store.isRefused("password = \"wrong-secret\"", "store.main.password", "WRONGPASS");
    store.isRefused("user = \"nobody\"", "store.main.password", "WRONGPASS");
    store.isRefused("password", "store.main.password", "NOAUTH");
  }

  @Test
  void whatIsNotThereIsNamed() {
    TriedStore store = store("redis", single.port());
    store.isRefused("urls", "store.main.urls", "needs it");
    store.isRefused("urls = \"http://x\"", "store.main.urls", "must be URLs");
    store.isRefused("urls = \"redis://127.0.0.1:1\"", "store.main.urls", "refused");
    store.isRefused(
        "urls = \"redis://no-such-host.invalid\"", "store.main.urls", "no-such-host.invalid");
    store.isRefused(
        "urls = \"redis://127.0.0.1:" + single.port() + "/99\"", "store.main.urls", "DB index");
  }

  @Test
  void aWrongKindIsNamed() {
    store("redis", single.port())
        .isRefused("redis-type = \"cluster\"", "store.main.redis-type", "cluster");
    inCluster().isRefused("password", "store.main.redis-type", "mode cluster");
    store("redis", single.port())
        .isRefused("redis-type = \"sentinel\"", "store.main.urls", "All sentinels down");
  }

  @Test
  void encryptionThatTheServerHasNotOrCannotProveIsNamed() {
    store("rediss", single.port()).isRefused("", "store.main.urls", "does the server speak TLS?");
    store("rediss", encrypted.port()).isRefused("password", "store.main.tls.ca", "PKIX");
    store("redis", encrypted.port()).isRefused("password", "store.main.urls", "");
  }
}
