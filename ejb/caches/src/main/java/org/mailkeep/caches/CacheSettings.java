package org.mailkeep.caches;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Cron;
import org.mailkeep.settings.Configuration;
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
          .says(
              "How long a session of HTTP is known without a new look. Nobody uses the cache yet.");

  /// How many sessions are known.
  public static final Setting<Integer> SESSIONS =
      Setting.integer("cache.session.size", 1, 10_000_000)
          .formerly("jmap.session.cache.size")
          .or(10_000)
          .onRestart()
          .says("Sessions of HTTP that are kept in memory. Nobody uses the cache yet.");

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
          .says("Words of the spam classifier that are kept in memory. Nobody uses the cache yet.");

  /// How long a word is known.
  public static final Setting<Duration> BAYES_POSITIVE =
      Setting.duration("cache.bayes.ttl.positive")
          .formerly("bayes.cache.ttl.positive")
          .or(Duration.ofHours(1))
          .onRestart()
          .says("How long a word that the classifier knows is kept. Nobody uses the cache yet.");

  /// How long a word is known to be unknown.
  public static final Setting<Duration> BAYES_NEGATIVE =
      Setting.duration("cache.bayes.ttl.negative")
          .formerly("bayes.cache.ttl.negative")
          .or(Duration.ofHours(1))
          .onRestart()
          .says(
              "How long a word that the classifier does not know is kept. Nobody uses the cache"
                  + " yet.");

  /// Codes of OAuth.
  public static final Setting<Integer> OAUTH =
      Setting.integer("oauth.cache.size", 1, 10_000_000)
          .or(128)
          .onRestart()
          .says("Codes of OAuth that wait for their user. Nobody uses the cache yet.");

  /// Policies of MTA-STS.
  public static final Setting<Integer> MTA_STS =
      Setting.integer("cache.resolver.mta-sts.size", 1, 1_000_000)
          .formerly("resolver.cache.mta-sts")
          .or(1024)
          .onRestart()
          .says("Policies of MTA-STS that are kept in memory. Nobody uses the cache yet.");

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

  /// Those that do nothing here, or not yet.
  public static final List<Setting<?>> IDLE =
      List.of(CAPACITY, SHARD, SESSION_PURGE, JMAP_LIMITS, IMAP_LIMITS);

  /// Those of caches that are there before their users.
  public static final List<Setting<?>> EARLY =
      List.of(SESSION_TTL, SESSIONS, BAYES, BAYES_POSITIVE, BAYES_NEGATIVE, OAUTH, MTA_STS);

  private CacheSettings() {}

  /// Caches whose users are still to come. They are made with the others, so that whoever bounds
  /// them sees that the bounds are taken; each goes from here when it gets its user.
  public static List<Cache.Spec> early(Configuration configuration) {
    int words = configuration.get(BAYES);
    return List.of(
        new Cache.Spec("session", configuration.get(SESSIONS), configuration.get(SESSION_TTL)),
        new Cache.Spec("bayes", words, configuration.get(BAYES_POSITIVE)),
        new Cache.Spec("bayes-unknown", words, configuration.get(BAYES_NEGATIVE)),
        new Cache.Spec("oauth", configuration.get(OAUTH), null),
        new Cache.Spec("resolver.mta-sts", configuration.get(MTA_STS), null));
  }
}
