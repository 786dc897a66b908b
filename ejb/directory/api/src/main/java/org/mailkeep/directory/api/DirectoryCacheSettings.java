package org.mailkeep.directory.api;

import java.time.Duration;
import org.mailkeep.settings.Setting;

/// `directory.<id>.cache.*`: what is remembered of directories that others keep.
public final class DirectoryCacheSettings {
  /// How many answers.
  public static final Setting<Long> ENTRIES =
      Setting.whole("directory.<id>.cache.entries", 1, 100_000_000)
          .formerly("directory.<id>.cache.size")
          .unsetMeans("nothing is remembered")
          .onRestart()
          .says(
              "Answers of a directory that are remembered, of each kind of question: accounts,"
                  + " addresses, domains, groups, what is found and what is unknown; and logins"
                  + " that succeeded, as authentication.remember says. Failures are never"
                  + " remembered.");

  /// How long what was found.
  public static final Setting<Duration> POSITIVE =
      Setting.duration("directory.<id>.cache.ttl.positive")
          .or(Duration.ofDays(1))
          .onRestart()
          .says("How long it is remembered what was found.");

  /// How long what is unknown.
  public static final Setting<Duration> NEGATIVE =
      Setting.duration("directory.<id>.cache.ttl.negative")
          .or(Duration.ofHours(1))
          .onRestart()
          .says("How long it is remembered that something is unknown.");

  private DirectoryCacheSettings() {}
}
