package org.mailkeep.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.services.Catalogue;
import org.mailkeep.settings.Setting;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;

/// The options that answer questions of `setup`: `--data postgresql --data.host db.example.org`. A
/// secret comes from the input, the environment or a file, never from the command line, where
/// everybody on the machine sees it.
///
/// @param arguments of the command
/// @param secrets that came on the input, by option
record SetupOptions(Arguments arguments, Map<String, String> secrets) {
  private static final String INPUT = "-stdin";
  private static final String VARIABLE = "-env";
  private static final String FILE = "-file";

  /// Takes the secrets off the input, a line each, in the order of roles and settings.
  ///
  /// @throws Failure when the input has too few lines
  static SetupOptions read(Arguments arguments, Terminal terminal) throws Failure, IOException {
    var secrets = new LinkedHashMap<String, String>();
    for (Role role : Role.values()) {
      for (Setting<?> setting : settings()) {
        String option = name(role, setting);
        if (arguments.has(option + INPUT)) {
          secrets.put(
              option,
              terminal
                  .secret("")
                  .orElseThrow(() -> Failure.usage("--" + option + INPUT + ", but no input")));
        }
      }
    }
    return new SetupOptions(arguments, secrets);
  }

  /// Options with a value.
  static Set<String> valued() {
    var names = new HashSet<String>();
    for (Role role : Role.values()) {
      names.add(word(role));
      for (Setting<?> setting : settings()) {
        names.add(name(role, setting));
        if (setting.secret()) {
          names.add(name(role, setting) + VARIABLE);
          names.add(name(role, setting) + FILE);
        }
      }
    }
    return names;
  }

  /// Options without one.
  static Set<String> plain() {
    var names = new HashSet<String>();
    for (Role role : Role.values()) {
      settings().stream()
          .filter(Setting::secret)
          .forEach(setting -> names.add(name(role, setting) + INPUT));
    }
    return names;
  }

  /// What an operator calls a role: `data`.
  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /// The option of a role's setting.
  static String name(Role role, Setting<?> setting) {
    return word(role) + "." + Chosen.name(setting);
  }

  /// The kind of store that an option gives a role.
  Optional<String> kind(Role role) {
    return arguments.option(word(role));
  }

  /// Whether a role has options of its own besides its kind.
  boolean has(Role role) {
    return arguments.options().keySet().stream().anyMatch(o -> o.startsWith(word(role) + "."));
  }

  /// What options say of a role's store, as a file writes it.
  ///
  /// @throws Failure when a value is not of its setting's type
  Map<Setting<?>, String> values(Role role) throws Failure {
    var values = new LinkedHashMap<Setting<?>, String>();
    for (Setting<?> setting : settings()) {
      Optional<String> answer = answer(setting, name(role, setting));
      if (answer.isPresent()) {
        values.put(
            setting,
            Chosen.written(setting, answer.get())
                .orElseThrow(() ->
                    Failure.usage(
                        "--" + name(role, setting) + " wants " + setting.type().expects())));
      }
    }
    return values;
  }

  private Optional<String> answer(Setting<?> setting, String option) throws Failure {
    if (!setting.secret()) {
      return arguments.option(option);
    }
    if (arguments.has(option)) {
      throw Failure.usage(
          "others see a secret on a command line: give --%1$s-stdin, --%1$s-env NAME or"
                  .formatted(option)
              + " --%s-file PATH".formatted(option));
    }
    return Optional.ofNullable(secrets.get(option))
        .or(() -> arguments.option(option + VARIABLE).map(name -> "%{env:" + name + "}%"))
        .or(() -> arguments.option(option + FILE).map(path -> "%{file:" + path + "}%"));
  }

  /// All settings of a store but its type.
  private static List<Setting<?>> settings() {
    var settings = new ArrayList<Setting<?>>();
    for (Setting<?> setting : Catalogue.all().settings()) {
      if (setting.key().startsWith("store.<id>.") && setting != StoreSettings.TYPE) {
        settings.add(setting);
      }
    }
    return settings;
  }
}
