package org.mailkeep.services;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.caches.CacheSettings;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.sql.SqlDirectorySettings;
import org.mailkeep.imap.ImapRules;
import org.mailkeep.mailbox.OldFolderSettings;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.NearestName;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingsCatalogue;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.elasticsearch.ElasticsearchSettings;
import org.mailkeep.store.foundationdb.FoundationDbSettings;
import org.mailkeep.store.fs.FsSettings;
import org.mailkeep.store.redis.RedisSettings;
import org.mailkeep.store.rocksdb.RocksDbSettings;
import org.mailkeep.store.s3.S3Settings;
import org.mailkeep.store.sql.SqlSettings;
import org.mailkeep.wire.transport.TlsSettings;

/// Settings that a file gives and that do nothing here, or not in that store: older files have
/// some, such as threads of a pool that SQLite does not have here. They are no mistakes, but
/// whoever wrote them expects something of them.
final class IdleSettings {
  private static final System.Logger LOG = System.getLogger(IdleSettings.class.getName());

  private static final Map<Setting<?>, Set<StoreSettings.Type>> SERVES = serves();

  private IdleSettings() {}

  /// Tells of them in the log.
  static void tell(Configuration configuration) {
    of(configuration).forEach(line -> LOG.log(Level.WARNING, line));
    IdleDirectorySettings.of(configuration).forEach(line -> LOG.log(Level.WARNING, line));
  }

  /// A line on each.
  static List<String> of(Configuration configuration) {
    List<String> lines = new ArrayList<>();
    List<Setting<?>> idle = new ArrayList<>(CacheSettings.IDLE);
    idle.addAll(OldFolderSettings.IDLE);
    idle.add(ImapRules.UIDPLUS);
    for (Setting<?> setting : idle) {
      if (configuration.isSet(setting)) {
        lines.add(setting.key() + " does nothing");
      }
    }
    for (Setting<?> setting : CacheSettings.EARLY) {
      if (configuration.isSet(setting)) {
        lines.add(setting.key() + " is about a cache that nobody uses yet");
      }
    }
    if (configuration.get(Forwarding.USE) && Forwarding.of(configuration).proxies().isEmpty()) {
      lines.add(Forwarding.USE.key() + " does nothing without " + TlsSettings.PROXIES.key());
    }
    for (String id : StoreSettings.enabled(configuration)) {
      StoreSettings.Type type = StoreSettings.type(configuration, id);
      String there = " does nothing in a store of type " + type.name().toLowerCase(Locale.ROOT);
      SERVES.forEach((setting, types) -> {
        if (!types.contains(type) && configuration.isSet(setting, id)) {
          lines.add(setting.key(id) + there);
        }
      });
      if (configuration.isSet(StoreSettings.PURGE, id) && !isPurged(configuration, id)) {
        lines.add(
            StoreSettings.PURGE.key(id) + " does nothing in a store that has no blobs or look-ups");
      }
      queries(configuration, id).forEach(lines::add);
    }
    lines.addAll(IdleStorageSettings.of(configuration));
    return lines;
  }

  /// A line on each query that nobody asks, or that may be meant for somebody else.
  private static List<String> queries(Configuration configuration, String store) {
    List<String> lines = new ArrayList<>();
    for (String query : configuration.ids("store." + store + ".query")) {
      String key = SqlDirectorySettings.QUERY.key(store, query);
      if (!StoreQueries.isAsked(configuration, store)
          || (!SqlDirectorySettings.isLookup(query) && !isAsked(configuration, store))) {
        String type = StoreSettings.type(configuration, store).name().toLowerCase(Locale.ROOT);
        lines.add(key + " does nothing in a store of type " + type);
      } else if (SqlDirectorySettings.isLookup(query)) {
        NearestName.of(query, SqlDirectorySettings.NAMES)
            .map(meant -> key + " is asked by rules only; a directory asks " + meant)
            .ifPresent(lines::add);
      }
    }
    return lines;
  }

  /// Whether a store has a role whose purge it times.
  private static boolean isPurged(Configuration configuration, String store) {
    return store.equals(StoreSettings.blob(configuration))
        || store.equals(StoreSettings.lookup(configuration));
  }

  /// Whether a directory asks the database of a store.
  private static boolean isAsked(Configuration configuration, String store) {
    return configuration.ids("directory").stream()
        .anyMatch(id -> configuration.find(ChosenDirectory.STORE, id).equals(Optional.of(store)));
  }

  private static Map<Setting<?>, Set<StoreSettings.Type>> serves() {
    Map<Setting<?>, Set<StoreSettings.Type>> serves = new LinkedHashMap<>();
    Set<StoreSettings.Type> servers =
        EnumSet.of(StoreSettings.Type.POSTGRESQL, StoreSettings.Type.MYSQL);
    Set<StoreSettings.Type> sql =
        EnumSet.of(
            StoreSettings.Type.POSTGRESQL, StoreSettings.Type.MYSQL, StoreSettings.Type.SQLITE);
    all(RocksDbSettings.class, EnumSet.of(StoreSettings.Type.ROCKSDB), serves);
    all(FoundationDbSettings.class, EnumSet.of(StoreSettings.Type.FOUNDATIONDB), serves);
    all(SqlSettings.class, sql, serves);
    all(FsSettings.class, EnumSet.of(StoreSettings.Type.FS), serves);
    all(S3Settings.class, EnumSet.of(StoreSettings.Type.S3), serves);
    all(RedisSettings.class, EnumSet.of(StoreSettings.Type.REDIS), serves);
    all(ElasticsearchSettings.class, EnumSet.of(StoreSettings.Type.ELASTICSEARCH), serves);
    serves.put(SqlSettings.HOST, servers);
    serves.put(SqlSettings.PORT, servers);
    serves.put(SqlSettings.DATABASE, servers);
    serves.put(SqlSettings.OPTIONS, EnumSet.of(StoreSettings.Type.POSTGRESQL));
    serves.put(SqlSettings.PACKET, EnumSet.of(StoreSettings.Type.MYSQL));
    shared(serves);
    remote(serves);
    all(MemoryLists.class, EnumSet.of(StoreSettings.Type.MEMORY), serves);
    return serves;
  }

  /// Those that stores of several kinds have.
  private static void shared(Map<Setting<?>, Set<StoreSettings.Type>> serves) {
    serves.put(
        StoreSettings.PATH,
        EnumSet.of(
            StoreSettings.Type.ROCKSDB,
            StoreSettings.Type.FOUNDATIONDB,
            StoreSettings.Type.SQLITE,
            StoreSettings.Type.FS));
    serves.put(
        StoreSettings.PREFIX, EnumSet.of(StoreSettings.Type.FOUNDATIONDB, StoreSettings.Type.S3));
    serves.put(
        StoreSettings.COMPRESSION,
        EnumSet.complementOf(
            EnumSet.of(
                StoreSettings.Type.ELASTICSEARCH,
                StoreSettings.Type.REDIS,
                StoreSettings.Type.MEMORY)));
    serves.put(StoreSettings.LOOKUP_ENTRIES, EnumSet.of(StoreSettings.Type.MEMORY));
  }

  /// Those of stores in other processes.
  private static void remote(Map<Setting<?>, Set<StoreSettings.Type>> serves) {
    Set<StoreSettings.Type> remote =
        EnumSet.of(
            StoreSettings.Type.POSTGRESQL,
            StoreSettings.Type.MYSQL,
            StoreSettings.Type.ELASTICSEARCH,
            StoreSettings.Type.REDIS);
    serves.put(StoreSettings.USER, remote);
    serves.put(StoreSettings.PASSWORD, remote);
    Set<StoreSettings.Type> verified = EnumSet.copyOf(remote);
    verified.add(StoreSettings.Type.S3);
    serves.put(StoreSettings.TLS_CA, verified);
    serves.put(StoreSettings.TLS_INVALID, verified);
    Set<StoreSettings.Type> encrypted = EnumSet.copyOf(remote);
    // Its URLs say whether it is.
    encrypted.remove(StoreSettings.Type.ELASTICSEARCH);
    serves.put(StoreSettings.TLS, encrypted);
    Set<StoreSettings.Type> byUrl =
        EnumSet.of(StoreSettings.Type.ELASTICSEARCH, StoreSettings.Type.REDIS);
    serves.put(StoreSettings.URLS, byUrl);
    serves.put(StoreSettings.RETRIES, byUrl);
    serves.put(StoreSettings.LEAST_PAUSE, byUrl);
    serves.put(StoreSettings.MOST_PAUSE, byUrl);
    serves.put(
        StoreSettings.MOST_CONNECTIONS,
        EnumSet.of(
            StoreSettings.Type.POSTGRESQL,
            StoreSettings.Type.MYSQL,
            StoreSettings.Type.SQLITE,
            StoreSettings.Type.ELASTICSEARCH,
            StoreSettings.Type.REDIS));
    serves.put(
        StoreSettings.TIMEOUT,
        EnumSet.of(
            StoreSettings.Type.POSTGRESQL,
            StoreSettings.Type.MYSQL,
            StoreSettings.Type.SQLITE,
            StoreSettings.Type.S3,
            StoreSettings.Type.ELASTICSEARCH,
            StoreSettings.Type.REDIS,
            StoreSettings.Type.MEMORY));
  }

  private static void all(
      Class<?> declarations,
      Set<StoreSettings.Type> types,
      Map<Setting<?>, Set<StoreSettings.Type>> serves) {
    SettingsCatalogue.of(declarations).settings().forEach(setting -> serves.put(setting, types));
  }
}
