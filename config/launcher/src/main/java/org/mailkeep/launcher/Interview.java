package org.mailkeep.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.settings.Fallback;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;

/// Asks the questions of forms in plain words, what holds without an answer in brackets.
///
/// @param terminal empty when nobody is to be asked: then every question takes its default
record Interview(Optional<Terminal> terminal, PrintStream out) {
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
  /// @param given answers that are not asked for any more, as a file writes them
  /// @param before answers that hold when there is no other
  /// @return the answers, as a file writes them; without those that hold by default
  /// @throws Failure when the input ends, or nobody is asked and an answer is needed
  Map<Setting<?>, String> ask(
      String option, Form form, Map<Setting<?>, String> given, Map<Setting<?>, String> before)
      throws Failure, IOException {
    if (form.instead().filter(given::containsKey).isPresent()) {
      return given;
    }
    var answers = new LinkedHashMap<Setting<?>, String>();
    for (Question question : form.questions()) {
      String said = given.get(question.setting());
      if (said != null) {
        answers.put(question.setting(), said);
        continue;
      }
      if (!applies(question, given, answers)) {
        continue;
      }
      Optional<String> last = Optional.ofNullable(before.get(question.setting()));
      Optional<String> answer = terminal.isPresent() ? ask(terminal.get(), question, last) : last;
      if (answer.isPresent()) {
        answers.put(question.setting(), answer.get());
      } else if (question.required()) {
        throw Failure.usage("missing: --" + option + "." + Chosen.name(question.setting()));
      }
    }
    answers.putAll(given);
    return answers;
  }

  private static boolean applies(
      Question question, Map<Setting<?>, String> given, Map<Setting<?>, String> answers) {
    return question
        .with()
        .map(other -> given.getOrDefault(other, answers.getOrDefault(other, "false")))
        .filter("false"::equals)
        .isEmpty();
  }

  private Optional<String> ask(Terminal terminal, Question question, Optional<String> last)
      throws Failure, IOException {
    Setting<?> setting = question.setting();
    out.println("  " + setting.description());
    String prompt = "    " + Chosen.name(setting) + brackets(question, last) + ": ";
    while (true) {
      String answer = line(setting.secret() ? terminal.secret(prompt) : terminal.line(prompt));
      if (answer.isEmpty() && (last.isPresent() || !question.required())) {
        return last;
      }
      Optional<String> written = Chosen.written(setting, answer);
      if (written.isPresent() && !answer.isEmpty()) {
        return written;
      }
      out.println(
          answer.isEmpty()
              ? "    There must be an answer."
              : "    It must be " + setting.type().expects() + ".");
    }
  }

  private static String brackets(Question question, Optional<String> last) {
    if (last.isPresent()) {
      return question.setting().secret() ? " [as before]" : " [" + unquoted(last.get()) + "]";
    }
    return question.required() ? "" : " [" + otherwise(question.setting()) + "]";
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
