package org.mailkeep.settings;

import java.util.function.Consumer;

/// A condition over several settings. Declared as a constant beside them; checked whenever a file
/// is read and every value has its type.
@FunctionalInterface
public interface SettingRule {

  /// Looks at a configuration and reports what is wrong with it.
  ///
  /// @param configuration complete, with defaults
  /// @param problems takes each problem; [Configuration#problem] makes one with its origin
  void check(Configuration configuration, Consumer<ConfigurationProblem> problems);
}
