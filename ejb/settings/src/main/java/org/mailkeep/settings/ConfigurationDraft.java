package org.mailkeep.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A configuration in the making: values arrive from texts and overrides, problems are noted.
final class ConfigurationDraft {

  private static final Set<String> READER_TABLES = Set.of("macros", "include");
  private static final Origin OVERRIDE = new Origin("overrides", 0);

  private final SettingsCatalogue catalogue;
  private final Sources sources;
  private final List<ConfigurationProblem> problems;
  private final Interpolation interpolation;
  private final Map<Configuration.Place, Configuration.Given> given = new HashMap<>();
  private final Set<List<String>> paths = new LinkedHashSet<>();
  private final Grove grove = new Grove();

  ConfigurationDraft(
      SettingsCatalogue catalogue, Sources sources, List<ConfigurationProblem> problems) {
    this.catalogue = catalogue;
    this.sources = sources;
    this.problems = problems;
    this.interpolation = new Interpolation(sources);
  }

  void collectMacros(TomlText text) {
    for (var entry : text.entries()) {
      entry.value().single().ifPresent(item -> interpolation.learn(entry.path(), item.text()));
    }
  }

  void add(TomlText text) {
    paths.addAll(text.tables());
    for (var entry : text.entries()) {
      if (!READER_TABLES.contains(entry.path().getFirst())) {
        add(entry);
      }
    }
  }

  private void add(TomlText.Entry entry) {
    var above = catalogue.above(entry.path());
    if (above.isPresent()) {
      plant(above.get(), entry);
      return;
    }
    var match = catalogue.match(entry.path());
    if (match.isEmpty()) {
      problems.add(unknown(entry));
      return;
    }
    var place = new Configuration.Place(match.get().setting(), match.get().ids());
    paths.add(place.setting().pattern().fill(place.ids()));
    var before = given.get(place);
    if (before != null) {
      complain(place, entry.origin(), "given twice, at " + before.origin() + " before");
      return;
    }
    give(place, entry.value(), entry.origin());
  }

  /// Puts a value where its setting will find it when all texts are read.
  private void plant(SettingsCatalogue.Above above, TomlText.Entry entry) {
    var place = new Configuration.Place(above.match().setting(), above.match().ids());
    paths.add(place.setting().pattern().fill(place.ids()));
    var below = entry.path().subList(above.key().size(), entry.path().size());
    var value = interpolated(place, entry.value(), entry.origin());
    if (value.isPresent() && !grove.plant(place, above.key(), below, value.get(), entry.origin())) {
      complain(place, entry.origin(), "given twice, at " + grove.origin(place) + " before");
    }
  }

  private ConfigurationProblem unknown(TomlText.Entry entry) {
    for (int i = entry.path().size() - 1; i > 0; i--) {
      var above = catalogue.match(entry.path().subList(0, i));
      if (above.isPresent()) {
        var setting = above.get().setting();
        return new ConfigurationProblem(
            entry.origin(),
            KeyPattern.written(entry.path().subList(0, i)),
            "is a table; expected " + setting.type().expects());
      }
    }
    return new ConfigurationProblem(
        entry.origin(),
        KeyPattern.written(entry.path()),
        "unknown key",
        catalogue.nearest(entry.path()));
  }

  private Optional<RawValue> interpolated(
      Configuration.Place place, RawValue written, Origin origin) {
    int before = problems.size();
    var raw =
        interpolation.resolve(
            written, place.setting().content(), message -> complain(place, origin, message));
    return problems.size() > before ? Optional.empty() : Optional.of(raw);
  }

  private void give(Configuration.Place place, RawValue written, Origin origin) {
    interpolated(place, written, origin).ifPresent(raw -> take(place, raw, origin));
  }

  private void take(Configuration.Place place, RawValue raw, Origin origin) {
    var value = place.setting().type().read(raw);
    if (value.isPresent()) {
      given.put(place, new Configuration.Given(value.get(), raw, origin));
    } else {
      complain(place, origin, shown(place, raw) + " is not " + place.setting().type().expects());
    }
  }

  private static String shown(Configuration.Place place, RawValue raw) {
    if (place.setting().secret()) {
      return "the value";
    }
    String text = String.join(", ", raw.items().stream().map(Scalar::text).toList());
    return text.length() > 60 ? text.substring(0, 60) + "…" : text.isEmpty() ? "nothing" : text;
  }

  private void complain(Configuration.Place place, Origin origin, String message) {
    problems.add(new ConfigurationProblem(origin, place.written(), message));
  }

  /// Reads what is more than plain values, now that all of it is there.
  void readTrees() {
    for (var place : grove.places()) {
      RawTree tree = grove.tree(place);
      int before = problems.size();
      var value = place.setting().type().tree().flatMap(reader -> reader.read(tree, around(place)));
      if (value.isPresent() && problems.size() == before) {
        RawValue raw = tree.value().orElse(new RawValue(List.of(), true));
        given.put(place, new Configuration.Given(value.get(), raw, tree.origin()));
      } else if (problems.size() == before) {
        String said = tree.value().map(raw -> shown(place, raw)).orElse("a table");
        complain(place, tree.origin(), said + " is not " + place.setting().type().expects());
      }
    }
  }

  private TreeReader.Surroundings around(Configuration.Place place) {
    return new TreeReader.Surroundings() {
      @Override
      public void problem(RawTree where, String message, Optional<String> nearest) {
        problems.add(new ConfigurationProblem(where.origin(), place.written(), message, nearest));
      }

      @Override
      public Optional<RawTree> find(Setting<?> setting, String... ids) {
        return grove.find(new Configuration.Place(setting, List.of(ids)));
      }
    };
  }

  /// Asks the overrides for every key without places, and with the ids known so far.
  void override() {
    var ids = new Configuration(catalogue, "", Map.of(), paths);
    for (Setting<?> setting : catalogue.settings()) {
      for (List<String> chosen : idsOf(setting, ids)) {
        var place = new Configuration.Place(setting, chosen);
        sources
            .overrides()
            .value(String.join(".", setting.pattern().fill(chosen)))
            .ifPresent(text -> override(place, text));
      }
    }
  }

  private void override(Configuration.Place place, String text) {
    if (place.setting().type().tree().isPresent()) {
      interpolated(place, RawValue.text(text), OVERRIDE)
          .ifPresent(raw -> grove.replant(place, RawTree.of(raw, OVERRIDE)));
    } else {
      give(place, overriding(place.setting(), text), OVERRIDE);
    }
  }

  private static RawValue overriding(Setting<?> setting, String text) {
    boolean one = setting.type().read(RawValue.text(text)).isPresent() && !text.contains(",");
    return one
        ? RawValue.text(text)
        : new RawValue(
            Arrays.stream(text.split(",", -1)).map(String::strip).map(Scalar::text).toList(),
            text.contains(","));
  }

  /// Every choice of ids that the file names for a setting's places.
  private static List<List<String>> idsOf(Setting<?> setting, Configuration known) {
    var choices = new ArrayList<List<String>>(List.of(List.of()));
    var segments = setting.pattern().segments();
    for (int i = 0; i < segments.size(); i++) {
      if (KeyPattern.isPlace(segments.get(i))) {
        int end = i;
        var next = new ArrayList<List<String>>();
        for (var chosen : choices) {
          known.ids(setting.pattern().fill(chosen).subList(0, end)).stream()
              .map(id -> with(chosen, id))
              .forEach(next::add);
        }
        choices = next;
      }
    }
    return choices;
  }

  private static List<String> with(List<String> ids, String id) {
    var more = new ArrayList<String>(ids);
    more.add(id);
    return List.copyOf(more);
  }

  /// Checks what must be there and what is referred to, and makes the configuration.
  Configuration complete(String name) {
    var configuration = new Configuration(catalogue, name, given, paths);
    for (Setting<?> setting : catalogue.settings()) {
      if (setting.fallback() instanceof Fallback.Required<?>) {
        idsOf(setting, configuration).stream()
            .map(ids -> new Configuration.Place(setting, ids))
            .filter(place -> !given.containsKey(place))
            .forEach(place -> problems.add(missing(place, name)));
      }
    }
    given.forEach((place, value) -> checkReference(configuration, place, value));
    problems.sort(
        Comparator.comparing((ConfigurationProblem p) -> p.origin().file())
            .thenComparingInt(p -> p.origin().line()));
    return configuration;
  }

  private ConfigurationProblem missing(Configuration.Place place, String name) {
    int table = place.setting().pattern().tableOfLastPlace().size() + 1;
    var above = place.setting().pattern().fill(place.ids());
    var sibling =
        given.entrySet().stream()
            .filter(e -> startsWith(e.getKey(), above.subList(0, Math.min(table, above.size()))))
            .map(e -> e.getValue().origin())
            .min(Comparator.comparingInt(Origin::line));
    return new ConfigurationProblem(
        sibling.orElse(new Origin(name, 0)),
        place.written(),
        "is missing; expected " + place.setting().type().expects());
  }

  private static boolean startsWith(Configuration.Place place, List<String> prefix) {
    var path = place.setting().pattern().fill(place.ids());
    return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
  }

  private void checkReference(
      Configuration configuration, Configuration.Place place, Configuration.Given value) {
    Optional<String> table = place.setting().refersTo();
    if (table.isEmpty()) {
      return;
    }
    var known = configuration.ids(table.get());
    for (Scalar item : value.raw().items()) {
      if (!known.contains(item.text())) {
        problems.add(
            new ConfigurationProblem(
                value.origin(),
                place.written(),
                "there is no "
                    + table.get()
                    + "."
                    + item.text()
                    + (known.isEmpty() ? "" : "; there are " + String.join(", ", known))));
      }
    }
  }
}
