package org.mailkeep.auth;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;

/// `authentication.realm.<realm>.*`: who is known to the application server may look after this
/// one.
public final class RealmSettings {
  private static final String TABLE = "authentication.realm";

  /// What groups mean.
  public static final Setting<List<String>> ROLES =
      Setting.list(TABLE + ".<realm>.roles.<role>", ValueTypes.TEXT)
          .or(List.of())
          .says(
              "Groups of a security realm of the application server that give a role, such as"
                  + " `authentication.realm.file.roles.admin = [\"mail-admins\"]`. Whoever is in"
                  + " one logs in to the REST API and the command line by name and password of the"
                  + " realm, where no directory takes them; not to mail.");

  private RealmSettings() {}

  /// Which roles groups give, by the realms' names in the order of the file.
  static Map<String, Map<String, Set<String>>> roles(Configuration configuration) {
    Map<String, Map<String, Set<String>>> realms = new LinkedHashMap<>();
    for (String realm : configuration.ids(TABLE)) {
      Map<String, Set<String>> roles = new HashMap<>();
      for (String role : configuration.ids(TABLE + "." + realm + ".roles")) {
        for (String group : configuration.get(ROLES, realm, role)) {
          roles.computeIfAbsent(group, _ -> new HashSet<>()).add(role);
        }
      }
      realms.put(realm, roles);
    }
    return realms;
  }
}
