package org.mailkeep.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// What an operator is asked who chooses a kind of something that has an id, such as a store in
/// PostgreSQL. Declared as a constant beside the settings of that kind.
///
/// @param table of the ids: `store`
/// @param kind as a file writes it: `postgresql`
/// @param questions in the order in which they are asked
/// @param instead a setting that answers them all, as the name of a pool does
public record Form(
    String table, String kind, List<Question> questions, Optional<Setting<?>> instead) {
  /// Copies the questions.
  public Form {
    questions = List.copyOf(questions);
  }

  /// A form.
  public static Form of(String table, Enum<?> kind, Question... questions) {
    return new Form(
        table,
        kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        List.of(questions),
        Optional.empty());
  }

  /// The same, where another setting may be given instead of all answers.
  public Form unless(Setting<?> other) {
    return new Form(table, kind, questions, Optional.of(other));
  }

  /// Reports what must be given and is not.
  ///
  /// @param id of something of this kind
  public void check(
      Configuration configuration, String id, Consumer<ConfigurationProblem> problems) {
    if (instead.filter(setting -> configuration.isSet(setting, id)).isPresent()) {
      return;
    }
    for (Question question : questions) {
      if (question.required() && !configuration.isSet(question.setting(), id)) {
        problems.accept(
            configuration.problem(
                "a " + table + " of type " + kind + " needs it", question.setting(), id));
      }
    }
  }
}
