package org.mailkeep.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One question of a [Form].
///
/// @param setting whose value is asked for
/// @param places ids for the places of its key behind the first: `name` of `query.<query>`
/// @param required whether there must be an answer
/// @param condition under which it is asked; always without one
/// @param proposal an answer that is offered, as an operator types it
/// @param manner how the answer is treated
public record Question(
    Setting<?> setting,
    List<String> places,
    boolean required,
    Optional<Condition> condition,
    Optional<String> proposal,
    Manner manner) {
  /// How an answer is treated.
  public enum Manner {
    /// Everybody may see it.
    SHOWN,
    /// Nobody may see it.
    HIDDEN,
    /// Nobody may see it, and its hash is all that is kept.
    HASHED
  }

  /// What other answers must be, for a question to be asked.
  public sealed interface Condition {
    /// Whether it holds.
    ///
    /// @param answers what was answered for a setting, as a file writes it; empty for nothing
    boolean holds(Function<Setting<?>, Optional<String>> answers);
  }

  /// There is one, and it is not `false`.
  public record Given(Setting<?> other) implements Condition {
    @Override
    public boolean holds(Function<Setting<?>, Optional<String>> answers) {
      return answers.apply(other).filter(value -> !value.equals("false")).isPresent();
    }
  }

  /// There is none, or it is `false`.
  public record Missing(Setting<?> other) implements Condition {
    @Override
    public boolean holds(Function<Setting<?>, Optional<String>> answers) {
      return !new Given(other).holds(answers);
    }
  }

  /// It is a certain word.
  public record Equal(Setting<?> other, String word) implements Condition {
    @Override
    public boolean holds(Function<Setting<?>, Optional<String>> answers) {
      return answers.apply(other).filter(('"' + word + '"')::equals).isPresent();
    }
  }

  /// It begins with a word, in whatever case.
  public record Begins(Setting<?> other, String word) implements Condition {
    @Override
    public boolean holds(Function<Setting<?>, Optional<String>> answers) {
      return answers
          .apply(other)
          .filter(answer -> answer.regionMatches(true, 1, word, 0, word.length()))
          .isPresent();
    }
  }

  /// One of two holds.
  public record Either(Condition one, Condition other) implements Condition {
    @Override
    public boolean holds(Function<Setting<?>, Optional<String>> answers) {
      return one.holds(answers) || other.holds(answers);
    }
  }

  /// Two hold.
  public record Both(Condition one, Condition other) implements Condition {
    @Override
    public boolean holds(Function<Setting<?>, Optional<String>> answers) {
      return one.holds(answers) && other.holds(answers);
    }
  }

  /// Another does not hold.
  public record Not(Condition other) implements Condition {
    @Override
    public boolean holds(Function<Setting<?>, Optional<String>> answers) {
      return !other.holds(answers);
    }
  }

  /// Copies the places.
  public Question {
    places = List.copyOf(places);
  }

  /// One that must be answered.
  public static Question required(Setting<?> setting) {
    return of(setting, true);
  }

  /// One whose setting has a default, or may be absent.
  public static Question optional(Setting<?> setting) {
    return of(setting, false);
  }

  private static Question of(Setting<?> setting, boolean required) {
    return new Question(
        setting,
        List.of(),
        required,
        Optional.empty(),
        Optional.empty(),
        setting.secret() ? Manner.HIDDEN : Manner.SHOWN);
  }

  /// The same, with ids for the places of the key behind the first.
  public Question at(String... ids) {
    return new Question(setting, List.of(ids), required, condition, proposal, manner);
  }

  /// The same, asked only when another setting is given.
  public Question with(Setting<?> other) {
    return when(new Given(other));
  }

  /// The same, asked only when another setting is not given.
  public Question without(Setting<?> other) {
    return when(new Missing(other));
  }

  /// The same, asked only when another setting is a certain word.
  public Question with(Setting<?> other, String word) {
    return when(new Equal(other, word));
  }

  /// The same, asked only under a condition.
  public Question when(Condition other) {
    return new Question(setting, places, required, Optional.of(other), proposal, manner);
  }

  /// The same, with an answer that is offered.
  public Question proposing(String answer) {
    return new Question(setting, places, required, condition, Optional.of(answer), manner);
  }

  /// The same, with an answer that is treated in another way.
  public Question treated(Manner other) {
    return new Question(setting, places, required, condition, proposal, other);
  }

  /// The key below the id: `tls.enable`.
  public String name() {
    var ids = new ArrayList<>(List.of("id"));
    ids.addAll(places);
    String key = setting.key(ids.toArray(String[]::new));
    return key.substring(key.indexOf(".id.") + ".id.".length());
  }
}
