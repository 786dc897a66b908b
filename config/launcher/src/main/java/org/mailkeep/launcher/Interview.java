package org.mailkeep.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailkeep.settings.Fallback;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;

/// Asks the questions of forms in plain words, what holds without an answer in brackets.
///
/// @param terminal empty when nobody is to be asked: then every question takes its default
record Interview(Optional<Terminal> terminal, PrintStream out) {
  /// Answers an optional question for which an answer is offered: there is to be none.
  private static final String NONE = "-";

  /// Asks for one of several words.
  ///
  /// @param about a sentence
  /// @throws Failure when the input ends
  String choose(String about, List<String> words, String otherwise) throws Failure, IOException {
    if (terminal.isEmpty()) {
      return otherwise;
    }
    out.println();
    out.println(about);
    while (true) {
      String answer =
          line(terminal.get().line("  " + String.join(", ", words) + " [" + otherwise + "]: "));
      if (answer.isEmpty()) {
        return otherwise;
      }
      if (words.contains(answer)) {
        return answer;
      }
      out.println("  " + answer + " is none of them.");
    }
  }

  /// Asks the questions of a form.
  ///
  /// @param option begins the options that would have answered: `data`
  /// @param given answers that are not asked for any more, by keys below the id, as a file writes
  ///   them
  /// @param before answers that hold when there is no other
  /// @return the answers, as a file writes them; without those that hold by default
  /// @throws Failure when the input ends, or nobody is asked and an answer is needed
  Map<String, String> ask(
      String option, Form form, Map<String, String> given, Map<String, String> before)
      throws Failure, IOException {
    if (form.instead().map(Chosen::name).filter(given::containsKey).isPresent()) {
      return given;
    }
    Set<String> left = left(form, given);
    var said = new LinkedHashMap<>(given);
    said.keySet().removeAll(left);
    var answers = new LinkedHashMap<String, String>();
    Setting<?> explained = null;
    for (Question question : form.questions()) {
      String name = question.name();
      if (said.containsKey(name)) {
        answers.put(name, said.getOrDefault(name, ""));
        continue;
      }
      if (left.contains(name) || !applies(question, said, answers)) {
        continue;
      }
      if (terminal.isPresent() && question.setting() != explained) {
        explained = question.setting();
        out.println("  " + explained.description());
      }
      Optional<String> usual = Optional.ofNullable(before.get(name)).or(() -> proposal(question));
      Optional<String> answer = terminal.isPresent() ? ask(terminal.get(), question, usual) : usual;
      if (answer.isEmpty() && question.required()) {
        throw Failure.usage("missing: --" + option + "." + name);
      }
      answer.ifPresent(text -> answers.put(name, text));
    }
    answers.putAll(said);
    return answers;
  }

  /// What is to have no answer although one is offered.
  private static Set<String> left(Form form, Map<String, String> given) {
    return form.questions().stream()
        .filter(question -> canBeLeft(question, Optional.empty()))
        .map(Question::name)
        .filter(name -> given.getOrDefault(name, "").equals('"' + NONE + '"'))
        .collect(Collectors.toSet());
  }

  private static boolean applies(
      Question question, Map<String, String> given, Map<String, String> answers) {
    return question
        .condition()
        .filter(condition ->
            !condition.holds(setting -> {
              String other = Chosen.name(setting);
              String answer = given.getOrDefault(other, answers.getOrDefault(other, ""));
              return Optional.of(answer).filter(text -> !text.isEmpty());
            }))
        .isEmpty();
  }

  private static Optional<String> proposal(Question question) {
    return question.proposal().flatMap(text -> written(question, text));
  }

  private static Optional<String> written(Question question, String answer) {
    return Chosen.written(question.setting(), question.manner(), answer);
  }

  private Optional<String> ask(Terminal terminal, Question question, Optional<String> usual)
      throws Failure, IOException {
    boolean hidden = question.manner() != Question.Manner.SHOWN;
    String prompt = "    " + question.name() + brackets(question, usual) + ": ";
    while (true) {
      String answer = line(hidden ? terminal.secret(prompt) : terminal.line(prompt));
      if (answer.isEmpty() && (usual.isPresent() || !question.required())) {
        return usual;
      }
      if (answer.equals(NONE) && canBeLeft(question, usual)) {
        return Optional.empty();
      }
      Optional<String> written = written(question, answer);
      if (written.isPresent() && !answer.isEmpty()) {
        return written;
      }
      out.println(
          answer.isEmpty()
              ? "    There must be an answer."
              : "    It must be " + question.setting().type().expects() + ".");
    }
  }

  /// Whether there may be no answer although one is offered.
  private static boolean canBeLeft(Question question, Optional<String> usual) {
    return !question.required() && (question.proposal().isPresent() || usual.isPresent());
  }

  private static String brackets(Question question, Optional<String> usual) {
    String none = canBeLeft(question, usual) ? " or " + NONE : "";
    if (usual.isPresent()) {
      boolean shown = question.manner() == Question.Manner.SHOWN;
      return " [" + (shown ? unquoted(usual.get()) : "as before") + "]" + none;
    }
    return question.required() ? "" : " [" + otherwise(question.setting()) + "]" + none;
  }

  private static <T> String otherwise(Setting<T> setting) {
    return switch (setting.fallback()) {
      case Fallback.Value<T>(T value) -> unquoted(setting.type().print(value));
      case Fallback.Of<T>(Setting<T> other) -> "the same as " + other.key();
      case Fallback.Absent<T>(String meaning) -> meaning;
      case Fallback.Required<T>() -> "";
    };
  }

  private static String unquoted(String text) {
    String bare = text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    return bare.isEmpty() ? "none" : bare;
  }

  private static String line(Optional<String> answer) throws Failure {
    return answer.orElseThrow(() ->
        Failure.of(
            "the input ended before all questions were answered",
            "nothing was written; --yes takes what stands in brackets"));
  }
}
