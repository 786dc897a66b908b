package org.mailkeep.settings;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every setting that the server knows. Immutable.
public final class SettingsCatalogue {
  private static final List<Class<?>> DECLARED =
      List.of(Setting.class, SettingRule.class, Form.class);

  private final List<Setting<?>> settings;
  private final List<SettingRule> rules;
  private final List<Form> forms;
  private final Map<Integer, List<Spelling>> spellings;
  private final Set<Setting<?>> known;

  /// A pattern of a key and the setting that it leads to.
  record Spelling(KeyPattern pattern, Setting<?> setting) {}

  /// A setting that reads what stands below its key, too, with the key's path.
  record Above(Match match, List<String> key) {}

  /// A path of the file, recognized.
  record Match(Setting<?> setting, List<String> ids) {}

  private SettingsCatalogue(List<Setting<?>> settings, List<SettingRule> rules, List<Form> forms) {
    this.settings = List.copyOf(settings);
    this.rules = List.copyOf(rules);
    this.forms = List.copyOf(forms);
    this.known = Set.copyOf(settings);
    this.spellings = new HashMap<>();
    var keys = new HashSet<String>();
    for (Setting<?> setting : this.settings) {
      add(keys, setting.pattern(), setting);
      setting.oldPatterns().forEach(old -> add(keys, old, setting));
    }
  }

  private void add(Set<String> keys, KeyPattern pattern, Setting<?> setting) {
    if (!keys.add(pattern.toString())) {
      throw new IllegalArgumentException("declared twice: " + pattern);
    }
    spellings
        .computeIfAbsent(pattern.segments().size(), _ -> new ArrayList<>())
        .add(new Spelling(pattern, setting));
  }

  /// Collects the constants of these classes: every static field of type [Setting], [SettingRule]
  /// or [Form], in the order in which they are declared.
  ///
  /// @throws IllegalArgumentException when two declare the same key
  public static SettingsCatalogue of(List<Class<?>> declarations) {
    var settings = new ArrayList<Setting<?>>();
    var rules = new ArrayList<SettingRule>();
    var forms = new ArrayList<Form>();
    for (Class<?> declaration : declarations) {
      for (Field field : declaration.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          collect(field, settings, rules, forms);
        }
      }
    }
    return new SettingsCatalogue(settings, rules, forms);
  }

  /// The same for a handful of classes.
  public static SettingsCatalogue of(Class<?>... declarations) {
    return of(Arrays.asList(declarations));
  }

  private static void collect(
      Field field, List<Setting<?>> settings, List<SettingRule> rules, List<Form> forms) {
    if (DECLARED.stream().noneMatch(type -> type.isAssignableFrom(field.getType()))) {
      return;
    }
    try {
      field.setAccessible(true);
      switch (field.get(null)) {
        case Setting<?> setting -> settings.add(setting);
        case SettingRule rule -> rules.add(rule);
        case Form form -> forms.add(form);
        case null, default -> throw new IllegalArgumentException(field + " is not set");
      }
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(field + " cannot be read", e);
    }
  }

  /// The settings, in the order of declaration.
  public List<Setting<?>> settings() {
    return settings;
  }

  /// What is asked about each kind of things with ids, in the order of declaration.
  ///
  /// @param table of the ids: `store`
  public List<Form> forms(String table) {
    return forms.stream().filter(form -> form.table().equals(table)).toList();
  }

  List<SettingRule> rules() {
    return rules;
  }

  boolean knows(Setting<?> setting) {
    return known.contains(setting);
  }

  /// The setting that a path means, under any of its spellings; keys without places win.
  Optional<Match> match(List<String> path) {
    Optional<Match> found = Optional.empty();
    for (Spelling spelling : spellings.getOrDefault(path.size(), List.of())) {
      var ids = spelling.pattern().match(path);
      boolean better = found.isEmpty() || ids.filter(List::isEmpty).isPresent();
      if (ids.isPresent() && better) {
        found = Optional.of(new Match(spelling.setting(), ids.get()));
      }
    }
    return found;
  }

  /// The setting at or above a path that reads all that stands there.
  Optional<Above> above(List<String> path) {
    for (int i = path.size(); i > 0; i--) {
      List<String> key = path.subList(0, i);
      var found = match(key);
      if (found.isPresent()) {
        return found
            .filter(match -> match.setting().type().tree().isPresent())
            .map(match -> new Above(match, key));
      }
    }
    return Optional.empty();
  }

  /// The known key that looks most like this path, when one is near enough to be meant.
  Optional<String> nearest(List<String> path) {
    return NearestKey.of(
        path,
        settings.stream()
            .flatMap(s -> Stream.concat(Stream.of(s.pattern()), s.oldPatterns().stream()))
            .toList());
  }
}
