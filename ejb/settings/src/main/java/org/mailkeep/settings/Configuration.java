package org.mailkeep.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The server's configuration: every value typed, checked and with its default. Immutable; a reload
/// makes another one.
public final class Configuration {

  private final SettingsCatalogue catalogue;
  private final Map<Place, Given> given;
  private final Map<List<String>, SortedSet<String>> ids;
  private final String file;

  /// A setting under certain ids.
  record Place(Setting<?> setting, List<String> ids) {

    /// The key as a file writes it.
    String written() {
      return KeyPattern.written(setting.pattern().fill(ids));
    }
  }

  /// A value that was given, with where.
  record Given(Object value, RawValue raw, Origin origin) {}

  /// @param file what an operator calls the file, for problems
  /// @param given what was given; each value is of its setting's type
  /// @param tables every path of the file, with those of tables
  Configuration(
      SettingsCatalogue catalogue,
      String file,
      Map<Place, Given> given,
      Iterable<List<String>> tables) {
    this.catalogue = catalogue;
    this.file = file;
    this.given = Map.copyOf(given);
    this.ids = new HashMap<>();
    for (List<String> path : tables) {
      for (int i = 1; i < path.size(); i++) {
        ids.computeIfAbsent(List.copyOf(path.subList(0, i)), _ -> new TreeSet<>()).add(path.get(i));
      }
    }
  }

  /// What a catalogue says when no file says otherwise.
  public static Configuration defaults(SettingsCatalogue catalogue) {
    return new Configuration(catalogue, "defaults", Map.of(), List.of());
  }

  /// Reads a text that must be good; for tests and for what the server itself wrote.
  ///
  /// @throws IllegalArgumentException with every problem
  public static Configuration of(String toml, Class<?>... declarations) {
    var reader = new ConfigurationReader(SettingsCatalogue.of(declarations), Sources.none());
    return switch (reader.read("text", toml)) {
      case ConfigurationReader.Accepted(var configuration) -> configuration;
      case ConfigurationReader.Refused(var problems) ->
          throw new IllegalArgumentException(problems.toString());
    };
  }

  /// The value: from the file, or its default.
  ///
  /// @param ids for the key's places, as many as it has
  /// @throws IllegalStateException when the setting has no default and was not given
  public <T> T get(Setting<T> setting, String... ids) {
    return find(setting, ids)
        .orElseThrow(() -> new IllegalStateException(setting.key(ids) + " has no value"));
  }

  /// The value: from the file, or its default, or nothing.
  ///
  /// @throws IllegalArgumentException when the setting is not in the catalogue, or the ids are too
  ///   few or too many
  public <T> Optional<T> find(Setting<T> setting, String... ids) {
    return find(setting, List.of(ids));
  }

  private <T> Optional<T> find(Setting<T> setting, List<String> ids) {
    var value = given(setting, ids);
    if (value != null) {
      @SuppressWarnings("unchecked") // the reader gave it this setting's type
      T typed = (T) value.value();
      return Optional.of(typed);
    }
    return switch (setting.fallback()) {
      case Fallback.Value<T>(T fixed) -> Optional.of(fixed);
      case Fallback.Of<T>(Setting<T> other) ->
          find(other, ids.subList(0, other.pattern().places()));
      case Fallback.Absent<T> _, Fallback.Required<T> _ -> Optional.empty();
    };
  }

  private @Nullable Given given(Setting<?> setting, List<String> ids) {
    if (!catalogue.knows(setting)) {
      throw new IllegalArgumentException(setting + " is not in the catalogue");
    }
    if (ids.size() != setting.pattern().places()) {
      throw new IllegalArgumentException(setting + " does not take " + ids);
    }
    return given.get(new Place(setting, ids));
  }

  /// Whether the file (or an override) gives a value.
  public boolean isSet(Setting<?> setting, String... ids) {
    return given(setting, List.of(ids)) != null;
  }

  /// Values of one type of Java that the file (or an override) gives, by the key as a file writes
  /// it.
  public <V> SortedMap<String, V> given(Class<V> type) {
    SortedMap<String, V> found = new TreeMap<>();
    given.forEach((place, value) -> {
      if (type.isInstance(value.value())) {
        found.put(place.written(), type.cast(value.value()));
      }
    });
    return found;
  }

  /// Where the value was given; empty for a default.
  public Optional<Origin> origin(Setting<?> setting, String... ids) {
    return Optional.ofNullable(given(setting, List.of(ids))).map(Given::origin);
  }

  /// The ids that the file names below a table, in order: those of `server.listener`.
  public List<String> ids(String table) {
    return ids(List.of(table.split("\\.", -1)));
  }

  List<String> ids(List<String> table) {
    var found = ids.get(table);
    return found == null ? List.of() : List.copyOf(found);
  }

  /// A problem with a value of this configuration, with its origin.
  public ConfigurationProblem problem(String message, Setting<?> setting, String... ids) {
    return new ConfigurationProblem(
        origin(setting, ids).orElse(new Origin(file, 0)), setting.key(ids), message);
  }

  /// What the operator calls the file.
  public String file() {
    return file;
  }

  /// What is declared.
  public SettingsCatalogue catalogue() {
    return catalogue;
  }

  /// The keys, as a file writes them, whose values differ between this and another configuration.
  ///
  /// @param applies only those that take effect so
  public List<String> changed(Configuration other, Applies applies) {
    var places = new ArrayList<Place>(given.keySet());
    other.given.keySet().stream().filter(p -> !given.containsKey(p)).forEach(places::add);
    return places.stream()
        .filter(p -> p.setting().applies() == applies)
        .filter(p -> !find(p.setting(), p.ids()).equals(other.find(p.setting(), p.ids())))
        .map(Place::written)
        .sorted()
        .toList();
  }
}
