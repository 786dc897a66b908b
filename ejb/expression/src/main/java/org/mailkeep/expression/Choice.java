package org.mailkeep.expression;

import java.util.Optional;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Fallback;
import org.mailkeep.settings.Setting;

/// A setting's rule with the value that holds when the rule comes to none.
///
/// @param otherwise the careful value
/// @param <T> the type of the value
public record Choice<T>(Rule<T> rule, T otherwise) {
  /// What a configuration says of a setting whose default is a fixed value, which holds otherwise.
  public static <T> Choice<T> of(Configuration configuration, Setting<Rule<T>> setting) {
    Optional<T> usual =
        setting.fallback() instanceof Fallback.Value<Rule<T>>(Rule<T> rule)
            ? rule.constant()
            : Optional.empty();
    return of(
        configuration,
        setting,
        usual.orElseThrow(() -> new IllegalArgumentException(setting + " has no fixed default")));
  }

  /// What a configuration says of a setting that has a default.
  public static <T> Choice<T> of(
      Configuration configuration, Setting<Rule<T>> setting, T otherwise) {
    return new Choice<>(configuration.get(setting), otherwise);
  }

  /// What a configuration says of a setting, if anything.
  public static <T> Optional<Choice<T>> find(
      Configuration configuration, Setting<Rule<T>> setting, T otherwise) {
    return configuration.find(setting).map(rule -> new Choice<>(rule, otherwise));
  }

  /// The value for someone.
  ///
  /// @throws ExpressionException when it cannot be answered now
  public T of(Facts facts, World world) {
    return rule.value(facts, world).orElse(otherwise);
  }

  /// The value for someone where nothing of the world can be asked, so that there always is one.
  public T of(Facts facts) {
    try {
      return of(facts, World.none());
    } catch (ExpressionException e) {
      return otherwise; // a text too long for a regular expression
    }
  }
}
