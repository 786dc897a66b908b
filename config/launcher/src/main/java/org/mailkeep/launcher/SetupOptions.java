package org.mailkeep.launcher;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.services.Catalogue;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.store.api.StoreSettings.Role;

/// The options that answer questions of `setup`: `--data postgresql --data.host db.example.org`. A
/// secret comes from the input, the environment or a file, never from the command line, where
/// everybody on the machine sees it.
///
/// @param arguments of the command
/// @param secrets that came on the input, by option
record SetupOptions(Arguments arguments, Map<String, String> secrets) {
  /// Begins the options of the directory.
  static final String DIRECTORY = "directory";

  private static final String INPUT = "-stdin";
  private static final String VARIABLE = "-env";
  private static final String FILE = "-file";

  /// What is chosen, by the words that begin its options: the table of its kinds.
  static final Map<String, String> TABLES = tables();

  /// A setting that an option can give.
  ///
  /// @param name its key below the id
  private record Field(Setting<?> setting, String name) {}

  private static Map<String, String> tables() {
    var tables = new LinkedHashMap<String, String>();
    for (Role role : Role.values()) {
      tables.put(word(role), "store");
    }
    tables.put(DIRECTORY, DIRECTORY);
    return tables;
  }

  /// Takes the secrets off the input, a line each, in the order of what is chosen and of settings.
  ///
  /// @throws Failure when the input has too few lines
  static SetupOptions read(Arguments arguments, Terminal terminal) throws Failure, IOException {
    var secrets = new LinkedHashMap<String, String>();
    for (Map.Entry<String, String> chosen : TABLES.entrySet()) {
      for (Field field : fields(chosen.getValue())) {
        String option = chosen.getKey() + "." + field.name();
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
    var names = new HashSet<>(TABLES.keySet());
    TABLES.forEach((word, table) -> {
      for (Field field : fields(table)) {
        String name = word + "." + field.name();
        names.add(name);
        if (field.setting().secret()) {
          names.add(name + VARIABLE);
          names.add(name + FILE);
        }
      }
    });
    return names;
  }

  /// Options without one.
  static Set<String> plain() {
    var names = new HashSet<String>();
    TABLES.forEach((word, table) ->
        fields(table).stream()
            .filter(field -> field.setting().secret())
            .forEach(field -> names.add(word + "." + field.name() + INPUT)));
    return names;
  }

  /// What an operator calls a role: `data`.
  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /// The kind that an option gives what is chosen.
  ///
  /// @param word that begins its options
  Optional<String> kind(String word) {
    return arguments.option(word);
  }

  /// Whether there are options about what is chosen besides its kind.
  boolean has(String word) {
    return arguments.options().keySet().stream().anyMatch(o -> o.startsWith(word + "."));
  }

  /// What options say of what is chosen, as a file writes it, by keys below the id.
  ///
  /// @throws Failure when a value is not of its setting's type
  Map<String, String> values(String word, Form form) throws Failure {
    var values = new LinkedHashMap<String, String>();
    for (Field field : fields(form.table())) {
      String option = word + "." + field.name();
      Setting<?> setting = field.setting();
      Question.Manner manner = manner(field, form);
      Optional<String> answer = answer(setting, option, manner);
      if (answer.isPresent()) {
        values.put(
            field.name(),
            Chosen.written(setting, manner, answer.get())
                .orElseThrow(
                    () -> Failure.usage("--" + option + " wants " + setting.type().expects())));
      }
    }
    return values;
  }

  private static Question.Manner manner(Field field, Form form) {
    return form.questions().stream()
        .filter(question -> question.name().equals(field.name()))
        .map(Question::manner)
        .findFirst()
        .orElse(field.setting().secret() ? Question.Manner.HIDDEN : Question.Manner.SHOWN);
  }

  private Optional<String> answer(Setting<?> setting, String option, Question.Manner manner)
      throws Failure {
    if (!setting.secret()) {
      return arguments.option(option);
    }
    boolean shown = manner == Question.Manner.SHOWN;
    if (arguments.has(option) && !shown) {
      throw Failure.usage(
          "others see a secret on a command line: give --%1$s-stdin, --%1$s-env NAME or"
                  .formatted(option)
              + " --%s-file PATH".formatted(option));
    }
    return arguments
        .option(option)
        .or(() -> Optional.ofNullable(secrets.get(option)))
        .or(() -> arguments.option(option + VARIABLE).map(name -> "%{env:" + name + "}%"))
        .or(() -> arguments.option(option + FILE).map(path -> "%{file:" + path + "}%"));
  }

  /// All settings below a table's ids but the type; of those with more places the ones that forms
  /// ask for.
  private static List<Field> fields(String table) {
    var fields = new LinkedHashSet<Field>();
    String start = table + ".<id>.";
    for (Setting<?> setting : Catalogue.all().settings()) {
      String name = setting.key().startsWith(start) ? Chosen.name(setting) : "";
      if (!name.isEmpty() && !name.equals("type") && !name.contains("<")) {
        fields.add(new Field(setting, name));
      }
    }
    for (Form form : Catalogue.all().forms(table)) {
      form.questions().forEach(each -> fields.add(new Field(each.setting(), each.name())));
    }
    return List.copyOf(fields);
  }
}
