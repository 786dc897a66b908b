package org.mailkeep.store.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.servers.RedisServer;
import org.mailkeep.store.servers.TestAuthority;

/// What a server of Redis is left with.
@Tag("servers")
final class RedisTest {
  private static final byte[] KEY = {7};

  @Test
  void redisForgetsByItself() throws IOException {
    Servers.single().ask("FLUSHALL");
    try (var lookups = Servers.open(Servers.config(Servers.single(), Servers.PASSWORD))) {
      lookups.set(KEY, KEY, Duration.ofMinutes(1));
      lookups.count(KEY, 1, Duration.ofMinutes(1));
      assertTrue(lookups.lock(KEY, Duration.ofMinutes(1)).isPresent());
      assertStays("v", 60_000);
      assertStays("c", 60_000);
      assertStays("l", 60_000 + Script.TOKENS_STAY);
    }
  }

  private static void assertStays(String kind, long most) throws IOException {
    String left = Servers.single().ask("-n", "3", "PTTL", "mailkeep:" + kind + ":Bw").strip();
    long millis = Long.parseLong(left);
    assertTrue(millis > most - 10_000 && millis <= most, kind + " stays for " + left);
  }

  @Test
  void lookUpsOfALaterFormatAreRefusedAndThoseWithoutOneAreOfTheFirst() throws IOException {
    RedisServer server = Servers.single();
    RedisConfig config = Servers.config(server, Servers.PASSWORD);
    server.ask("FLUSHALL");
    try (var lookups = Servers.open(config)) {
      lookups.set(KEY, KEY, Duration.ofMinutes(1));
      assertEquals("1", server.ask("-n", "3", "HGET", "mailkeep:format", "format").strip());
      assertEquals(0, lookups.purge(Progress.UNWATCHED));
    }
    server.ask("-n", "3", "DEL", "mailkeep:format");
    try (var lookups = Servers.open(config)) {
      assertArrayEquals(KEY, lookups.get(KEY), "as an earlier version left it");
      assertEquals("1", server.ask("-n", "3", "HGET", "mailkeep:format", "format").strip());
    }
    server.ask("-n", "3", "HSET", "mailkeep:format", "format", "2");
    StoreException e =
        assertThrows(StoreException.Unavailable.class, () -> Servers.open(config).close());
    assertEquals(
        "store.quick.urls: look-ups there have format 2, of a later version; this one knows up to"
            + " 1",
        e.getMessage());
    assertEquals("2", server.ask("-n", "3", "HGET", "mailkeep:format", "format").strip());
    server.ask("FLUSHALL");
  }

  @Test
  void readsFromAClusterThatHasNoReplicasComeFromItsMasters() throws IOException {
    Servers.cluster().clear();
    try (var lookups = Servers.open(Servers.config(Servers.cluster(), true))) {
      lookups.set(KEY, KEY, Duration.ofMinutes(1));
      assertArrayEquals(KEY, lookups.get(KEY));
      assertEquals(0, lookups.counter(KEY));
    }
  }

  @Test
  void aCertificateIsVerifiedUnlessAnyWillDo(@TempDir Path folder) throws IOException {
    String theirs = Files.readString(TestAuthority.in(folder).certificate());
    try (var server = RedisServer.startedWithTls()) {
      ServerTrust ours = new ServerTrust.Private(Authorities.of(server.authority()));
      for (ServerTrust trust : List.of(ours, new ServerTrust.Anyone())) {
        try (var lookups = Servers.open(encrypted("127.0.0.1", server, Optional.of(trust)))) {
          lookups.set(KEY, KEY, Duration.ofMinutes(1));
          assertArrayEquals(KEY, lookups.get(KEY));
        }
      }
      ServerTrust others = new ServerTrust.Private(Authorities.of(theirs));
      for (ServerTrust trust : List.of(others, new ServerTrust.Usual())) {
        isRefused(
            encrypted("127.0.0.1", server, Optional.of(trust)),
            "store.quick.tls.ca: ",
            "its certificate is not trusted, unless tls.ca names its authority or"
                + " tls.allow-invalid-certs takes any: PKIX");
      }
      isRefused(
          encrypted("localhost", server, Optional.of(ours)),
          "store.quick.urls: ",
          "No name matching localhost found");
      isRefused(encrypted("127.0.0.1", server, Optional.empty()), "store.quick.urls: ", "");
    }
  }

  private static void isRefused(RedisConfig config, String key, String because) {
    StoreException e =
        assertThrows(StoreException.Unavailable.class, () -> Servers.open(config).close());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(key), message);
    assertTrue(message.contains(because), message);
  }

  private static RedisConfig encrypted(
      String host, RedisServer server, Optional<ServerTrust> encryption) {
    RedisConfig plain =
        Servers.config(new RedisConfig.Kind.Single(), List.of(server.port()), Servers.NOBODY);
    return new RedisConfig(
        plain.id(),
        plain.kind(),
        List.of(new RedisConfig.Server(host, server.port())),
        plain.login(),
        encryption,
        plain.exchange(),
        plain.pool());
  }
}
