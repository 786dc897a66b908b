package org.mailkeep.services;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.sql.SqlDirectorySettings;
import org.mailkeep.expression.AsksLists;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.wire.transport.TransportSettings;

/// `lookup.*`: look-ups that stand in the file, with the lists of older files.
final class FixedLookups {
  /// One of them.
  static final Setting<String> KEY =
      Setting.of("lookup.<table>.<key>", ValueTypes.ANY)
          .says(
              "What rules find under the key by `key_get('table', 'key')`, and in older ones by"
                  + " `in-list = \"table\"`. In a key, `*` stands for any characters and `?` for"
                  + " one, unless a backslash stands before it.");

  /// Begins the names of lists in the oldest files.
  private static final String LIST = "list/";

  /// Ends the name of a directory where its domains are meant.
  private static final String DOMAINS = "/domains";

  /// The table with the server's own name.
  private static final String DEFAULT = "default";

  private static final String HOSTNAME = "hostname";
  private static final String TABLES = "lookup";

  /// Names of the directory that knows everybody, unless one is called so.
  private static final Set<String> EVERYBODY = Set.of("", "*", DEFAULT);

  /// A list that nobody defines would hold nothing, whatever was meant by it.
  static final SettingRule DEFINED =
      (configuration, problems) -> {
        Map<String, AsksLists> given = configuration.given(AsksLists.class);
        if (given.values().stream().allMatch(rule -> rule.lists().isEmpty())) {
          return;
        }
        var fixed = new FixedLookups(configuration);
        Predicate<String> isDirectory = id -> ChosenDirectory.has(configuration, id);
        given.forEach((key, rule) ->
            rule.lists().stream()
                .filter(
                    asked -> fixed.meaning(asked.name(), isDirectory) instanceof Meaning.Unknown)
                .map(asked -> new ConfigurationProblem(asked.origin(), key, unknown(asked.name())))
                .forEach(problems));
      };

  private final Configuration configuration;
  private final Map<String, List<Pattern>> patterns;
  private final Map<String, MemoryLists.Table> lists;

  private record Pattern(Glob glob, String value) {}

  /// What the name of a list means.
  sealed interface Meaning {
    /// The domains of a directory.
    record Domains(String directory) implements Meaning {}

    /// The keys of a table.
    record Table(String name) implements Meaning {}

    /// What a query of a store's database finds.
    record Query(String store, String sql) implements Meaning {}

    /// Nothing.
    record Unknown() implements Meaning {}
  }

  /// Without lists of the web: to find in them fails.
  FixedLookups(Configuration configuration) {
    this(configuration, Optional.empty());
  }

  /// @param web what is fetched from the web
  FixedLookups(Configuration configuration, MemoryLists.Web web) {
    this(configuration, Optional.of(web));
  }

  private FixedLookups(Configuration configuration, Optional<MemoryLists.Web> web) {
    this.configuration = configuration;
    this.lists = MemoryLists.of(configuration, web);
    this.patterns =
        configuration.ids(TABLES).stream()
            .collect(Collectors.toMap(table -> table, table -> patterns(configuration, table)));
  }

  private static List<Pattern> patterns(Configuration configuration, String table) {
    return configuration.ids(TABLES + "." + table).stream()
        .filter(Glob::isPattern)
        .map(key -> new Pattern(Glob.of(key), configuration.find(KEY, table, key).orElse("")))
        .toList();
  }

  private static String unknown(String list) {
    return "there is no list "
        + list
        + "; expected a table of lookup, a list in a store of type memory, a query of a database"
        + " such as store/query, or the domains of a directory such as default/domains";
  }

  /// What the name of a list means: `directory/domains` the directory's; `store/query` what the
  /// query finds; `list/table` and `table/anything` the table.
  ///
  /// @param isDirectory whether there is a directory of a name
  Meaning meaning(String list, Predicate<String> isDirectory) {
    String name = list.startsWith(LIST) ? list.substring(LIST.length()) : list;
    boolean domains = list.endsWith(DOMAINS);
    String directory = domains ? list.substring(0, list.length() - DOMAINS.length()) : "";
    if (domains && isDirectory.test(directory)) {
      return new Meaning.Domains(directory);
    }
    if (domains && EVERYBODY.contains(directory)) {
      return new Meaning.Domains("");
    }
    Optional<Meaning> query = query(list);
    if (query.isPresent()) {
      return query.get();
    }
    int slash = name.indexOf('/');
    String table = slash < 0 || has(name) ? name : name.substring(0, slash);
    return has(table) ? new Meaning.Table(table) : new Meaning.Unknown();
  }

  /// What a store's database is asked under a name.
  Optional<String> query(String store, String name) {
    return configuration.find(SqlDirectorySettings.QUERY, store, name);
  }

  private Optional<Meaning> query(String list) {
    int slash = list.lastIndexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String store = list.substring(0, slash);
    String name = list.substring(slash + 1);
    return SqlDirectorySettings.isLookup(name) && StoreQueries.isAsked(configuration, store)
        ? query(store, name).map(sql -> new Meaning.Query(store, sql))
        : Optional.empty();
  }

  /// Whether the file has such a table.
  boolean has(String table) {
    return table.equals(DEFAULT) || patterns.containsKey(table) || lists.containsKey(table);
  }

  /// What a table has under a key. The server's own name is there even when the file has none.
  ///
  /// @throws org.mailkeep.expression.ExpressionException when it is to be fetched and never was
  Optional<String> find(String table, String key) {
    if (table.equals(DEFAULT) && key.equals(HOSTNAME)) {
      return Optional.of(
          configuration
              .find(TransportSettings.HOSTNAME)
              .orElseGet(() -> Hostname.of(configuration)));
    }
    return configuration
        .find(KEY, table, key)
        .or(() -> byPattern(table, key))
        .or(() -> Optional.ofNullable(lists.get(table)).flatMap(list -> list.find(key)));
  }

  private Optional<String> byPattern(String table, String key) {
    return patterns.getOrDefault(table, List.of()).stream()
        .filter(pattern -> pattern.glob().matches(key))
        .map(Pattern::value)
        .findFirst();
  }
}
