package org.mailkeep.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

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

  /// The same, where another answer to a question is offered.
  public Form proposing(Setting<?> setting, String answer) {
    return with(
        questions.stream()
            .map(question -> question.setting() == setting ? question.proposing(answer) : question)
            .toList());
  }

  /// The same without a question.
  public Form without(Setting<?> setting) {
    return with(questions.stream().filter(question -> question.setting() != setting).toList());
  }

  private Form with(List<Question> others) {
    return new Form(table, kind, others, instead);
  }

  /// Reports what must be given, whatever else is, and is not.
  ///
  /// @param id of something of this kind
  public void check(
      Configuration configuration, String id, Consumer<ConfigurationProblem> problems) {
    if (instead.filter(setting -> configuration.isSet(setting, id)).isPresent()) {
      return;
    }
    for (Question question : questions) {
      String[] ids =
          Stream.concat(Stream.of(id), question.places().stream()).toArray(String[]::new);
      if (question.required()
          && question.condition().isEmpty()
          && !configuration.isSet(question.setting(), ids)) {
        problems.accept(
            configuration.problem(
                "a " + table + " of type " + kind + " needs it", question.setting(), ids));
      }
    }
  }
}
