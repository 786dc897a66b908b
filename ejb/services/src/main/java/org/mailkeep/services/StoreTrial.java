package org.mailkeep.services;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.mailkeep.services.ConfigurationTrial.Finding;
import org.mailkeep.services.ConfigurationTrial.Outcome;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreChecks;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.sql.Connections;
import org.mailkeep.store.sql.SqlBackend;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.store.sql.SqlSettings;
import org.mailkeep.telemetry.Events;

/// Opens the stores of a configuration outside the application server, by the code that opens them
/// inside, and writes and reads in each.
///
/// @param configuration whose stores are tried
/// @param instance where relative paths begin
record StoreTrial(Configuration configuration, Path instance) {
  /// Tries each store that has a role.
  List<Finding> findings() {
    return Arrays.stream(Role.values()).map(this::store).distinct().map(this::finding).toList();
  }

  private String store(Role role) {
    return configuration
        .find(Catalogue.of(role))
        .map(String::valueOf)
        .orElseGet(() -> StoreSettings.data(configuration));
  }

  private Finding finding(String store) {
    if (configuration.isSet(SqlSettings.DATA_SOURCE, store)) {
      return finding(
          store,
          Outcome.UNTRIED,
          "store." + store + ".data-source: only the server sees its pools; the start tells");
    }
    try {
      open(store);
      return finding(store, Outcome.WORKS, "");
    } catch (StoreException e) {
      return finding(store, Outcome.FAILS, String.valueOf(e.getMessage()));
    }
  }

  private static Finding finding(String store, Outcome outcome, String words) {
    return new Finding("store", store, outcome, words);
  }

  private void open(String store) {
    InstantSource clock = InstantSource.system();
    switch (StoreSettings.type(configuration, store)) {
      case ROCKSDB, FOUNDATIONDB, POSTGRESQL, MYSQL, SQLITE -> {
        try (var backends =
            new Backends(configuration, instance, clock, Events.none(), StoreTrial::unpooled)) {
          StoreChecks.of(backends.idle(store)).run();
        }
      }
      case FS, S3 -> {
        try (var outside = new OutsideStores(configuration, instance, clock, Events.none())) {
          outside.tried(store);
        }
      }
      case ELASTICSEARCH -> {
        try (var outside = new OutsideStores(configuration, instance, clock, Events.none())) {
          outside.elasticsearch(store);
        }
      }
      case REDIS -> {
        try (var outside = new OutsideStores(configuration, instance, clock, Events.none())) {
          StoreChecks.of(outside.redis(store)).run();
        }
      }
      case MEMORY -> {}
    }
  }

  private static DataBackend unpooled(SqlConfig config) {
    DataSource connections = Connections.of(config);
    Connections.probe(config, connections);
    return SqlBackend.open(config, connections, () -> {});
  }
}
