package org.mailkeep.store.redis;

import java.net.SocketTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.store.api.StoreException;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

/// Why Redis cannot be opened, with the setting that is wrong.
final class Refusal {
  private Refusal() {}

  /// What keeps us from opening it.
  static StoreException of(RedisConfig config, RuntimeException e) {
    Set<Throwable> all = new LinkedHashSet<>();
    collect(e, all);
    String words = words(all);
    return refused(config, key(all, words), words + hint(config, all), e);
  }

  /// Checks that one server is not one of a cluster, which has some of the keys only, nor a
  /// sentinel. A user who may not ask is not told.
  ///
  /// @throws StoreException when it is
  static void checkMode(RedisConfig config, UnifiedJedis client) {
    if (!(client instanceof RedisClient single)) {
      return;
    }
    String mode;
    try {
      mode =
          single
              .info("server")
              .lines()
              .filter(line -> line.startsWith("redis_mode:"))
              .map(line -> line.substring("redis_mode:".length()).strip())
              .findFirst()
              .orElse("standalone");
    } catch (JedisDataException e) {
      return;
    }
    if (!mode.equals("standalone")) {
      throw refused(
          config, "redis-type", "the server is in mode " + mode, new IllegalStateException(mode));
    }
  }

  /// A later version wrote there.
  static StoreException format(RedisConfig config, String format) {
    return refused(
        config,
        "urls",
        "look-ups there have format %s, of a later version; this one knows up to %d"
            .formatted(format, Format.CURRENT),
        new IllegalStateException(format));
  }

  private static StoreException refused(
      RedisConfig config, String key, String words, RuntimeException e) {
    return new StoreException.Unavailable("store." + config.id() + "." + key + ": " + words, e);
  }

  private static String key(Set<Throwable> all, String words) {
    boolean login =
        all.stream().anyMatch(JedisAccessControlException.class::isInstance)
            || words.contains("NOAUTH")
            || words.contains("WRONGPASS");
    if (login) {
      return "password";
    }
    if (all.stream().anyMatch(ServerTrust::lacksAuthority)) {
      return "tls.ca";
    }
    if (all.stream().anyMatch(CertPathValidatorException.class::isInstance)) {
      return "tls.allow-invalid-certs";
    }
    boolean kind =
        words.contains("MOVED")
            || words.contains("cluster support disabled")
            || words.contains("unknown command 'SENTINEL'");
    return kind ? "redis-type" : "urls";
  }

  private static String words(Set<Throwable> all) {
    List<String> words = new ArrayList<>();
    for (Throwable each : all) {
      String more = String.valueOf(each.getMessage());
      if (words.stream().noneMatch(said -> said.contains(more))) {
        words.add(more);
      }
    }
    return String.join(": ", words);
  }

  private static String hint(RedisConfig config, Set<Throwable> all) {
    return config.encryption().isPresent()
            && all.stream().anyMatch(SocketTimeoutException.class::isInstance)
        ? "; does the server speak TLS?"
        : "";
  }

  /// An error with all that led to it, or came with it.
  private static void collect(Throwable e, Set<Throwable> all) {
    if (!all.add(e)) {
      return;
    }
    if (e.getCause() != null) {
      collect(e.getCause(), all);
    }
    for (Throwable each : e.getSuppressed()) {
      collect(each, all);
    }
  }
}
