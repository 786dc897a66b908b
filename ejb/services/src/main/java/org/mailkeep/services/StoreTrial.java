package org.mailkeep.services;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.mailkeep.kernel.Environment;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Sources;
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
/// inside, and writes and reads in each: so that an operator hears before the first start what is
/// wrong. A program of its own, because only the archive has the drivers.
///
/// @param configuration whose stores are tried
/// @param instance where relative paths begin
public record StoreTrial(Configuration configuration, Path instance) {
  /// How a store did.
  public enum Outcome {
    /// It can be used.
    WORKS,
    /// It cannot.
    FAILS,
    /// Only the running server can know.
    UNTRIED
  }

  /// What was found out about a store.
  ///
  /// @param store its id
  /// @param words the setting and the cause when it does not work, else empty
  public record Finding(String store, Outcome outcome, String words) {
    /// One line, which [#parse] reads.
    @Override
    public String toString() {
      return store + "\t" + outcome + "\t" + words.strip().replaceAll("\\s+", " ");
    }

    /// Reads a line that another process printed; empty when it is none.
    public static Optional<Finding> parse(String line) {
      String[] parts = line.split("\t", -1);
      return parts.length != 3
          ? Optional.empty()
          : Optional.of(new Finding(parts[0], Outcome.valueOf(parts[1]), parts[2]));
    }
  }

  /// Tries the stores of the configuration on the standard input and prints what it finds.
  ///
  /// @param line the instance's folder
  public static void main(String[] line) throws IOException {
    String toml = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    var sources =
        Sources.of(
            name -> Optional.ofNullable(Environment.system().get(name)), _ -> Optional.empty());
    switch (new ConfigurationReader(Catalogue.all(), sources).read("mailkeep.toml", toml)) {
      case ConfigurationReader.Accepted(var configuration) ->
          new StoreTrial(configuration, Path.of(line[0])).findings().forEach(System.out::println);
      case ConfigurationReader.Refused(var problems) ->
          throw new IllegalArgumentException(
              problems.stream().map(ConfigurationProblem::toString).collect(Collectors.joining()));
    }
  }

  /// Tries each store that has a role.
  public List<Finding> findings() {
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
      return new Finding(
          store,
          Outcome.UNTRIED,
          "store." + store + ".data-source: only the server sees its pools; the start tells");
    }
    try {
      open(store);
      return new Finding(store, Outcome.WORKS, "");
    } catch (StoreException e) {
      return new Finding(store, Outcome.FAILS, String.valueOf(e.getMessage()));
    }
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
