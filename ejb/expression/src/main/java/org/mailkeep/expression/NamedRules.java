package org.mailkeep.expression;

import java.util.Optional;
import java.util.Set;
import org.mailkeep.settings.RawTree;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.TreeReader.Surroundings;
import org.mailkeep.settings.ValueType;

/// `rule.<id>`: conditions that have a name, so that several rules can use them.
public final class NamedRules {
  /// A condition.
  public static final Setting<NamedRule> RULE =
      Setting.of(
              "rule.<id>",
              ValueType.ofTree(
                  "condition",
                  "a condition: { if, … }, or any-of, all-of or none-of with a list of them",
                  NamedRules::read,
                  NamedRule::written))
          .says(
              "A condition under a name, which `if = \"name\"` of other rules stands for. Only"
                  + " files of older versions have it.");

  private NamedRules() {}

  /// A condition that has a name.
  ///
  /// @param written the same for conditions that are written alike
  public record NamedRule(String written) {}

  private static Optional<NamedRule> read(RawTree tree, Surroundings file) {
    if (tree.value().isPresent()) {
      return Optional.empty();
    }
    try {
      new Conditions(Scope.everything(), file).read(tree, Set.of());
      return Optional.of(new NamedRule(Written.of(tree)));
    } catch (RuleReader.Flaw e) {
      file.problem(e.where(), e.message(), e.nearest());
      return Optional.empty();
    }
  }
}
