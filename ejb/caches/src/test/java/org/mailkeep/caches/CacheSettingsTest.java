package org.mailkeep.caches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

class CacheSettingsTest {
  /// Every spelling that a file may have, the documented one first.
  @ParameterizedTest
  @CsvSource({
    "cache.capacity, 1024, global.shared-map.capacity",
    "cache.shard, 32, global.shared-map.shard",
    "cache.session.ttl, \"1h\", jmap.session.cache.ttl",
    "cache.session.size, 100, jmap.session.cache.size",
    "jmap.session.purge.frequency, \"15 * *\", jmap.purge.sessions.frequency",
    "cache.bayes.capacity, 8192, bayes.cache.capacity",
    "cache.bayes.ttl.positive, \"1h\", bayes.cache.ttl.positive",
    "cache.bayes.ttl.negative, \"1h\", bayes.cache.ttl.negative",
    "oauth.cache.size, 128, oauth.cache.size",
    "cache.resolver.mta-sts.size, 1024, resolver.cache.mta-sts",
    "jmap.rate-limit.cache.size, 1024, jmap.rate-limit.cache.size",
    "imap.rate-limit.cache.size, 1024, imap.rate-limit.cache.size",
  })
  void bothSpellingsAreTaken(String key, String value, String older) {
    Setting<?> setting =
        Stream.concat(CacheSettings.IDLE.stream(), CacheSettings.EARLY.stream())
            .filter(s -> s.key().equals(key))
            .findFirst()
            .orElseThrow();
    for (String spelling : new String[] {key, older}) {
      Configuration read = Configuration.of(spelling + " = " + value, CacheSettings.class);
      assertTrue(read.isSet(setting), spelling);
      assertEquals(value, printed(read, setting));
    }
  }

  private static <T> String printed(Configuration configuration, Setting<T> setting) {
    return setting.type().print(configuration.get(setting));
  }
}
