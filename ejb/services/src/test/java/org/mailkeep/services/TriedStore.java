package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Sources;
import org.mailkeep.store.servers.DatabaseServer;

/// A configuration with one store, `main`, that has a role, and what is said when the store is
/// opened as the server opens it.
///
/// @param instance folder of the instance
/// @param role that the store has
/// @param settings of the store that are right
record TriedStore(Path instance, String role, Map<String, String> settings) {
  /// A store of data on a database server.
  static TriedStore database(Path instance, String type, DatabaseServer server) {
    return new TriedStore(
        instance,
        "data",
        Map.of(
            "type", "\"" + type + "\"",
            "host", "\"127.0.0.1\"",
            "port", "" + server.port(),
            "database", "\"" + DatabaseServer.DATABASE + "\"",
            "user", "\"" + DatabaseServer.USER + "\"",
            "password", "\"" + DatabaseServer.PASSWORD + "\""));
  }

  /// Opens it with some settings replaced: nothing is wrong.
  void works(String replaced) {
    assertEquals("", said(replaced), replaced);
  }

  /// Opens it with some settings replaced: it is refused with store, key and cause.
  ///
  /// @param replaced `key = value` in TOML, several after semicolons; a key without value is left
  ///   out
  /// @param key of the store that is to be named
  void isRefused(String replaced, String key, String because) {
    String said = said(replaced);
    assertTrue(said.contains(key + ": "), () -> replaced + ": " + said);
    assertTrue(said.contains(because), () -> replaced + ": " + said);
    assertTrue(!said.contains(SECRET), () -> replaced + ": " + said);
  }

  /// Never told.
  static final String SECRET = "wrong-secret";

  private String said(String replaced) {
    var sources = Sources.none();
    var reading = new ConfigurationReader(Catalogue.all(), sources).read("toml", toml(replaced));
    return switch (reading) {
      case ConfigurationReader.Refused(var problems) ->
          problems.stream().map(ConfigurationProblem::toString).collect(Collectors.joining("\n"));
      case ConfigurationReader.Accepted(Configuration configuration) ->
          new StoreTrial(configuration, instance)
              .findings().stream()
                  .filter(finding -> finding.id().equals("main"))
                  .map(ConfigurationTrial.Finding::words)
                  .collect(Collectors.joining("\n"));
    };
  }

  private String toml(String replaced) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    for (String each : replaced.split(";", -1)) {
      String[] pair = each.split("=", 2);
      if (pair.length == 2) {
        all.put(pair[0].strip(), pair[1].strip());
      } else {
        all.remove(each.strip());
      }
    }
    String store =
        all.entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    return "storage." + role + " = \"main\"\n[store.main]\n" + store;
  }
}
