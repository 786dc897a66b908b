package org.mailkeep.settings;

import java.util.Locale;
import java.util.Optional;

/// Values that win over the file: system properties, the environment, MicroProfile Config.
@FunctionalInterface
public interface Overrides {

  /// The value for a key without places, or with the ids that the file names in its places, as text
  /// of the file; lists are separated by commas.
  ///
  /// @param key such as `server.listener.smtp.bind`
  Optional<String> value(String key);

  /// No overrides.
  static Overrides none() {
    return _ -> Optional.empty();
  }

  /// The environment's name for a key: `MAILKEEP_SERVER_MAX_CONNECTIONS`.
  static String environmentName(String key) {
    var name = new StringBuilder("MAILKEEP_");
    for (char c : key.toUpperCase(Locale.ROOT).toCharArray()) {
      name.append((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_');
    }
    return name.toString();
  }
}
