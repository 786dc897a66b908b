package org.mailkeep.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/// What Redis does at once. An entry is a hash: `e` is when it expires, in milliseconds since 1970
/// by our clock, which tests move; Redis also forgets it by its own after as long. The first thing
/// that a script writes is new, so that a server without room refuses it.
final class Script {
  /// How long the token of a lock stays that nobody holds, in milliseconds: so a server whose clock
  /// is behind by less makes a greater one nevertheless.
  static final long TOKENS_STAY = 3_600_000;

  /// Sets `v`, whatever there was. Arguments: expiry, time to live, value.
  static final Script SET =
      new Script(
          """
          redis.call('HSET', KEYS[1], 'e', ARGV[1], 'v', ARGV[3])
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 1
          """);

  /// Adds to `n`, unless it would be more than a limit. Arguments: now, expiry and time to live of
  /// a new entry, delta, limit. Gives the sum and the expiry.
  static final Script COUNT =
      new Script(
          """
          local expiry = redis.call('HGET', KEYS[1], 'e')
          if not expiry or tonumber(expiry) <= tonumber(ARGV[1]) then
            expiry = ARGV[2]
            redis.call('HSET', KEYS[1], 'e', expiry, 'n', '0')
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
          end
          local before = redis.call('HGET', KEYS[1], 'n')
          redis.call('HINCRBY', KEYS[1], 'n', ARGV[4])
          local sum = redis.call('HGET', KEYS[1], 'n')
          if tonumber(sum) > tonumber(ARGV[5]) then
            redis.call('HSET', KEYS[1], 'n', before)
          end
          return {sum, expiry}
          """);

  /// Takes a lock that is free. Arguments: now, expiry, time to live. Gives a token `t` that is
  /// greater than all before: milliseconds of Redis's clock, times 2^20, as those of other stores;
  /// numbers of Lua are not exact there, Redis's are.
  static final Script LOCK =
      new Script(
          """
          local held = redis.call('HMGET', KEYS[1], 'e', 't')
          if held[1] and tonumber(held[1]) > tonumber(ARGV[1]) then
            return false
          end
          local time = redis.call('TIME')
          local micros = tonumber(time[1]) * 1000000 + tonumber(time[2])
          local token = string.format('%.0f', micros * 1048.576)
          local before = held[2] or '0'
          if #before > #token or (#before == #token and before >= token) then
            redis.call('HSET', KEYS[1], 'e', ARGV[2])
            redis.call('HINCRBY', KEYS[1], 't', 1)
            token = redis.call('HGET', KEYS[1], 't')
          else
            redis.call('HSET', KEYS[1], 'e', ARGV[2], 't', token)
          end
          redis.call('PEXPIRE', KEYS[1], ARGV[3] + %d)
          return token
          """
              .replace("%d", String.valueOf(Script.TOKENS_STAY)));

  /// Keeps a lock that is held with a token. Arguments: now, expiry, time to live, token. Gives 1
  /// when it is, else 0.
  static final Script RENEW =
      new Script(
          """
          local held = redis.call('HMGET', KEYS[1], 'e', 't')
          if held[2] ~= ARGV[4] or tonumber(held[1]) <= tonumber(ARGV[1]) then
            return 0
          end
          redis.call('HSET', KEYS[1], 'e', ARGV[2])
          redis.call('PEXPIRE', KEYS[1], ARGV[3] + %d)
          return 1
          """
              .replace("%d", String.valueOf(Script.TOKENS_STAY)));

  /// Frees a lock, whose token stays for a while so that the next is greater. Argument: token.
  static final Script UNLOCK =
      new Script(
          """
          if redis.call('HGET', KEYS[1], 't') == ARGV[1] then
            redis.call('HSET', KEYS[1], 'e', '0')
            redis.call('PEXPIRE', KEYS[1], %d)
          end
          return 1
          """
              .replace("%d", String.valueOf(Script.TOKENS_STAY)));

  /// Holds what was held elsewhere. Arguments: expiry, how long it stays, field, its value.
  static final Script PUT =
      new Script(
          """
          redis.call('DEL', KEYS[1])
          redis.call('HSET', KEYS[1], 'e', ARGV[1], ARGV[3], ARGV[4])
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 1
          """);

  /// Deletes an entry that has expired. Argument: now.
  static final Script PURGE =
      new Script(
          """
          local expiry = redis.call('HGET', KEYS[1], 'e')
          if expiry and tonumber(expiry) <= tonumber(ARGV[1]) then
            return redis.call('DEL', KEYS[1])
          end
          return 0
          """);

  private final byte[] text;
  private final byte[] hash;

  private Script(String text) {
    this.text = text.getBytes(StandardCharsets.US_ASCII);
    this.hash = ascii(HexFormat.of().formatHex(sha1(this.text)));
  }

  /// Its text.
  byte[] text() {
    return text;
  }

  /// Runs it; sends its text only when the server does not know it yet.
  @Nullable Object run(UnifiedJedis client, byte[] key, byte[]... arguments) {
    try {
      return client.evalsha(hash, List.of(key), List.of(arguments));
    } catch (JedisNoScriptException e) {
      return client.eval(text, List.of(key), List.of(arguments));
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] ascii(long number) {
    return ascii(Long.toString(number));
  }

  private static byte[] sha1(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
