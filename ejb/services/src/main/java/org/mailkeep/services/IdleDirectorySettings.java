package org.mailkeep.services;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.ChosenDirectory.Kind;
import org.mailkeep.directory.api.DirectoryCacheSettings;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.ldap.LdapSettings;
import org.mailkeep.directory.oidc.OidcSettings;
import org.mailkeep.directory.oidc.SignInSettings;
import org.mailkeep.directory.remote.MailServerSettings;
import org.mailkeep.directory.sql.SqlDirectorySettings;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingsCatalogue;

/// Settings of directories that a file gives and that do nothing here, or nothing in a directory of
/// that type.
final class IdleDirectorySettings {
  private static final List<Setting<?>> IDLE =
      List.of(
          SqlDirectorySettings.EMAIL,
          SqlDirectorySettings.SUPERUSERS,
          LdapSettings.SEARCH,
          LdapSettings.SECRET_CHANGED);

  /// What a store says of its database and of the pool to it.
  private static final List<Setting<?>> OF_THE_STORE =
      List.of(
          DirectoryServerSettings.URL,
          DirectoryServerSettings.TLS_CA,
          DirectoryServerSettings.TLS_INVALID,
          DirectoryServerSettings.MOST,
          DirectoryServerSettings.LEAST,
          DirectoryServerSettings.CREATE,
          DirectoryServerSettings.WAIT,
          DirectoryServerSettings.LIFE,
          DirectoryServerSettings.IDLE);

  private static final Map<Setting<?>, Set<Kind>> SERVES = serves();

  private IdleDirectorySettings() {}

  /// A line on each.
  static List<String> of(Configuration configuration) {
    List<String> lines = new ArrayList<>();
    for (String id : configuration.ids("directory")) {
      for (Setting<?> setting : IDLE) {
        if (configuration.isSet(setting, id)) {
          lines.add(setting.key(id) + " does nothing");
        }
      }
      Kind kind = ChosenDirectory.kind(configuration, id);
      String there = " does nothing in a directory of type " + word(kind);
      SERVES.forEach((setting, kinds) -> {
        if (!kinds.contains(kind) && configuration.isSet(setting, id)) {
          lines.add(setting.key(id) + there);
        }
      });
      if (kind == Kind.SQL && configuration.isSet(ChosenDirectory.STORE, id)) {
        OF_THE_STORE.stream()
            .filter(setting -> configuration.isSet(setting, id))
            .forEach(setting -> lines.add(setting.key(id) + " does nothing beside store"));
      }
    }
    return lines;
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Map<Setting<?>, Set<Kind>> serves() {
    Map<Setting<?>, Set<Kind>> serves = new LinkedHashMap<>();
    Set<Kind> mail = EnumSet.of(Kind.IMAP, Kind.SMTP, Kind.LMTP);
    all(LdapSettings.class, EnumSet.of(Kind.LDAP), serves);
    all(SqlDirectorySettings.class, EnumSet.of(Kind.SQL), serves);
    all(MailServerSettings.class, mail, serves);
    serves.put(MailServerSettings.RECIPIENTS, EnumSet.of(Kind.IMAP));
    serves.put(MailServerSettings.LIMIT_RCPT, EnumSet.of(Kind.SMTP, Kind.LMTP));
    all(OidcSettings.class, EnumSet.of(Kind.OIDC), serves);
    all(SignInSettings.class, EnumSet.of(Kind.OIDC), serves);
    all(DirectoryCacheSettings.class, EnumSet.complementOf(EnumSet.of(Kind.INTERNAL)), serves);
    Set<Kind> pooled = with(mail, Kind.LDAP);
    Set<Kind> asked = with(pooled, Kind.SQL);
    Set<Kind> called = with(asked, Kind.OIDC);
    serves.put(DirectoryServerSettings.URL, asked);
    serves.put(DirectoryServerSettings.TLS, pooled);
    serves.put(DirectoryServerSettings.TLS_CA, called);
    serves.put(DirectoryServerSettings.TLS_INVALID, called);
    serves.put(DirectoryServerSettings.TIMEOUT, called);
    serves.put(DirectoryServerSettings.ENTRIES, EnumSet.of(Kind.LDAP, Kind.SQL));
    serves.put(DirectoryServerSettings.GROUPS, EnumSet.of(Kind.LDAP));
    serves.put(DirectoryServerSettings.MOST, called);
    serves.put(DirectoryServerSettings.LEAST, asked);
    serves.put(DirectoryServerSettings.CREATE, called);
    serves.put(DirectoryServerSettings.WAIT, called);
    serves.put(DirectoryServerSettings.RECYCLE, pooled);
    serves.put(DirectoryServerSettings.FACTORY, pooled);
    serves.put(DirectoryServerSettings.LIFE, asked);
    serves.put(DirectoryServerSettings.IDLE, asked);
    serves.put(ChosenDirectory.STORE, EnumSet.of(Kind.INTERNAL, Kind.SQL));
    IDLE.forEach(serves::remove);
    return serves;
  }

  private static Set<Kind> with(Set<Kind> kinds, Kind another) {
    Set<Kind> more = EnumSet.copyOf(kinds);
    more.add(another);
    return more;
  }

  /// Those that stand directly beside a directory's type.
  private static void all(
      Class<?> declarations, Set<Kind> kinds, Map<Setting<?>, Set<Kind>> serves) {
    for (Setting<?> setting : SettingsCatalogue.of(declarations).settings()) {
      String key = setting.key();
      if (key.startsWith("directory.<id>.") && key.indexOf('<') == key.lastIndexOf('<')) {
        serves.put(setting, kinds);
      }
    }
  }
}
