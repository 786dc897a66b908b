package org.mailkeep.caches;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.mailkeep.kernel.Cron;
import org.mailkeep.settings.Setting;

/// The settings of caches whose users are still to come, and those that ours have no use for. Those
/// of the other caches are declared beside what they hold.
public final class CacheSettings {
  /// Initial size.
  public static final Setting<Integer> CAPACITY =
      Setting.integer("cache.capacity", 1, 1_000_000_000)
          .formerly("global.shared-map.capacity")
          .unsetMeans("nothing")
          .onRestart()
          .says(
              "What older files give as the first size of tables; ours grow, so it does nothing.");

  /// Parts.
  public static final Setting<Integer> SHARD =
      Setting.integer("cache.shard", 1, 1_000_000)
          .formerly("global.shared-map.shard")
          .unsetMeans("nothing")
          .onRestart()
          .says("What older files give as the number of parts of a table; does nothing.");

  /// How long a session is known.
  public static final Setting<Duration> SESSION_TTL =
      Setting.duration("cache.session.ttl")
          .formerly("jmap.session.cache.ttl")
          .or(Duration.ofHours(1))
          .onRestart()
          .says("How long a session of HTTP is known without a new look. Has no effect yet.");

  /// How many sessions are known.
  public static final Setting<Integer> SESSIONS =
      Setting.integer("cache.session.size", 1, 10_000_000)
          .formerly("jmap.session.cache.size")
          .or(10_000)
          .onRestart()
          .says("Sessions of HTTP that are kept in memory. Has no effect yet.");

  /// When sessions go.
  public static final Setting<Cron> SESSION_PURGE =
      Setting.schedule("jmap.session.purge.frequency")
          .formerly("jmap.purge.sessions.frequency")
          .or(new Cron(15, OptionalInt.empty(), OptionalInt.empty()))
          .onRestart()
          .says("When sessions of HTTP that are over leave memory. Has no effect yet.");

  /// Words of the classifier.
  public static final Setting<Integer> BAYES =
      Setting.integer("cache.bayes.capacity", 1, 100_000_000)
          .formerly("bayes.cache.capacity")
          .or(8192)
          .onRestart()
          .says("Words of the spam classifier that are kept in memory. Has no effect yet.");

  /// How long a word is known.
  public static final Setting<Duration> BAYES_POSITIVE =
      Setting.duration("cache.bayes.ttl.positive")
          .formerly("bayes.cache.ttl.positive")
          .or(Duration.ofHours(1))
          .onRestart()
          .says("How long a word that the classifier knows is kept. Has no effect yet.");

  /// How long a word is known to be unknown.
  public static final Setting<Duration> BAYES_NEGATIVE =
      Setting.duration("cache.bayes.ttl.negative")
          .formerly("bayes.cache.ttl.negative")
          .or(Duration.ofHours(1))
          .onRestart()
          .says("How long a word that the classifier does not know is kept. Has no effect yet.");

  /// Codes of OAuth.
  public static final Setting<Integer> OAUTH =
      Setting.integer("oauth.cache.size", 1, 10_000_000)
          .or(128)
          .onRestart()
          .says("Codes of OAuth that wait for their user. Has no effect yet.");

  /// Policies of MTA-STS.
  public static final Setting<Integer> MTA_STS =
      Setting.integer("cache.resolver.mta-sts.size", 1, 1_000_000)
          .formerly("resolver.cache.mta-sts")
          .or(1024)
          .onRestart()
          .says("Policies of MTA-STS that are kept in memory. Has no effect yet.");

  /// Limits of JMAP.
  public static final Setting<Integer> JMAP_LIMITS =
      Setting.integer("jmap.rate-limit.cache.size", 1, 1_000_000_000)
          .unsetMeans("nothing")
          .onRestart()
          .says("What older files give as the size of a table of limits; does nothing.");

  /// Limits of IMAP.
  public static final Setting<Integer> IMAP_LIMITS =
      Setting.integer("imap.rate-limit.cache.size", 1, 1_000_000_000)
          .unsetMeans("nothing")
          .onRestart()
          .says("What older files give as the size of a table of limits; does nothing.");

  /// Those that nobody uses yet, or that do nothing here.
  public static final List<Setting<?>> IDLE =
      List.of(
          CAPACITY,
          SHARD,
          SESSION_TTL,
          SESSIONS,
          SESSION_PURGE,
          BAYES,
          BAYES_POSITIVE,
          BAYES_NEGATIVE,
          OAUTH,
          MTA_STS,
          JMAP_LIMITS,
          IMAP_LIMITS);

  private CacheSettings() {}
}
