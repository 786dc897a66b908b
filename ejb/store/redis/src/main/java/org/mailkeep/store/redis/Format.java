package org.mailkeep.store.redis;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/// Which form look-ups have in Redis, so that no server reads what a later one wrote. Where nothing
/// is noted it is the first. Noted in a hash without expiry, which a purge lets be.
final class Format {
  /// What this server writes; grows when earlier ones cannot read it.
  static final int CURRENT = 1;

  private static final byte[] KEY = Script.ascii("mailkeep:format");
  private static final byte[] FIELD = Script.ascii("format");

  private Format() {}

  /// Checks it, and notes it where that was not done.
  ///
  /// @throws org.mailkeep.store.api.StoreException when a later version wrote there
  static void check(RedisConfig config, UnifiedJedis client) {
    byte @Nullable [] stored = client.hget(KEY, FIELD);
    if (stored == null) {
      note(client);
      return;
    }
    String format = new String(stored, StandardCharsets.US_ASCII);
    if (!format.equals(Integer.toString(CURRENT))) {
      throw Refusal.format(config, format);
    }
  }

  /// A server without room, or that we may only read, says so when it is to serve.
  private static void note(UnifiedJedis client) {
    try {
      client.hsetnx(KEY, FIELD, Script.ascii(CURRENT));
    } catch (JedisDataException e) {
      return;
    }
  }
}
