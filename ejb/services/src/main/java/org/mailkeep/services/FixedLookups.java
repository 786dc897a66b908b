package org.mailkeep.services;

import java.util.Optional;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.wire.transport.TransportSettings;

/// `lookup.*`: look-ups that stand in the file.
final class FixedLookups {
  /// One of them.
  static final Setting<String> KEY =
      Setting.of("lookup.<table>.<key>", ValueTypes.ANY)
          .says(
              "What rules find under the key by `key_get('table', 'key')`, and in older ones by"
                  + " `in-list = \"table\"`.");

  private static final String DEFAULT = "default";
  private static final String HOSTNAME = "hostname";

  private final Configuration configuration;

  FixedLookups(Configuration configuration) {
    this.configuration = configuration;
  }

  /// Whether the file has such a table.
  boolean has(String table) {
    return table.equals(DEFAULT) || configuration.ids("lookup").contains(table);
  }

  /// What a table has under a key. The server's own name is there even when the file has none.
  Optional<String> find(String table, String key) {
    if (table.equals(DEFAULT) && key.equals(HOSTNAME)) {
      return Optional.of(
          configuration
              .find(TransportSettings.HOSTNAME)
              .orElseGet(() -> Hostname.of(configuration)));
    }
    return configuration.find(KEY, table, key);
  }
}
