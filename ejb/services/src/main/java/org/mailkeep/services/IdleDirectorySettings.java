package org.mailkeep.services;

import java.util.List;
import org.mailkeep.directory.ldap.LdapSettings;
import org.mailkeep.directory.sql.SqlDirectorySettings;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// Settings of directories that older files give and that do nothing here.
final class IdleDirectorySettings {
  private static final List<Setting<?>> IDLE =
      List.of(
          SqlDirectorySettings.EMAIL,
          SqlDirectorySettings.SUPERUSERS,
          LdapSettings.SEARCH,
          LdapSettings.SECRET_CHANGED);

  private IdleDirectorySettings() {}

  /// A line on each.
  static List<String> of(Configuration configuration) {
    return configuration.ids("directory").stream()
        .flatMap(id ->
            IDLE.stream()
                .filter(setting -> configuration.isSet(setting, id))
                .map(setting -> setting.key(id) + " does nothing"))
        .toList();
  }
}
