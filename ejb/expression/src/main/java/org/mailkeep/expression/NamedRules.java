package org.mailkeep.expression;

import java.util.List;
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

  /// A condition that has a name. Two are equal when they are written alike.
  ///
  /// @param written the same for conditions that are written alike
  public record NamedRule(String written, List<Asked> lists) implements AsksLists {
    /// Copies the lists.
    public NamedRule {
      lists = List.copyOf(lists);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof NamedRule rule && written.equals(rule.written);
    }

    @Override
    public int hashCode() {
      return written.hashCode();
    }
  }

  private static Optional<NamedRule> read(RawTree tree, Surroundings file) {
    if (tree.value().isPresent()) {
      return Optional.empty();
    }
    try {
      var conditions = new Conditions(Scope.everything(), file);
      conditions.read(tree, Set.of());
      return Optional.of(new NamedRule(Written.of(tree), conditions.lists()));
    } catch (RuleReader.Flaw e) {
      file.problem(e.where(), e.message(), e.nearest());
      return Optional.empty();
    }
  }
}
