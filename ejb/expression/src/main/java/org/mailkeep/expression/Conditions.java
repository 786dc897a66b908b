package org.mailkeep.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailkeep.expression.Expression.And;
import org.mailkeep.expression.Expression.Comparison;
import org.mailkeep.expression.Expression.Constant;
import org.mailkeep.expression.Expression.Not;
import org.mailkeep.expression.Expression.Or;
import org.mailkeep.expression.RuleReader.Flaw;
import org.mailkeep.settings.NearestName;
import org.mailkeep.settings.RawTree;
import org.mailkeep.settings.Scalar;
import org.mailkeep.settings.TreeReader.Surroundings;

/// Reads conditions: `if` with an expression, or as the older dialect has them, `if` with a
/// variable and a comparator beside it, `any-of`, `all-of` and `none-of` with a list of conditions,
/// or `if` with the name of a condition that stands in `[rule."name"]`.
final class Conditions {
  private static final String IF = "if";
  private static final Set<String> GROUPS = Set.of("any-of", "all-of", "none-of");
  private static final String NOT = "not-";
  private static final Map<String, Function> TEXTS =
      Map.of("starts-with", Function.STARTS_WITH, "ends-with", Function.ENDS_WITH);
  private static final Set<String> COMPARATORS =
      Set.of(
          "eq",
          "ne",
          "starts-with",
          "not-starts-with",
          "ends-with",
          "not-ends-with",
          "in-list",
          "not-in-list",
          "matches",
          "not-matches");

  private final Scope scope;
  private final Surroundings file;
  private final Set<String> open = new TreeSet<>();
  private final List<AsksLists.Asked> lists = new ArrayList<>();
  private int count;

  /// A condition.
  ///
  /// @param groups of the regular expressions in it; -1 when there are none
  /// @param old whether it is of the older dialect
  record Condition(Expression expression, int groups, boolean old) {}

  Conditions(Scope scope, Surroundings file) {
    this.scope = scope;
    this.file = file;
  }

  /// The lists that what was read asks.
  List<AsksLists.Asked> lists() {
    return lists;
  }

  /// Whether a block is of the older dialect.
  boolean isOld(RawTree block) {
    boolean group = block.below().keySet().stream().anyMatch(GROUPS::contains);
    boolean compared = block.below().keySet().stream().anyMatch(COMPARATORS::contains);
    return group || compared || named(block).isPresent();
  }

  /// The condition that a block has a name of.
  private Optional<RawTree> named(RawTree block) {
    return block
        .at(IF)
        .flatMap(RawTree::value)
        .flatMap(raw -> raw.single())
        .flatMap(name -> file.find(NamedRules.RULE, name.text()));
  }

  /// @param beside the other keys that a block may have
  Condition read(RawTree block, Set<String> beside) throws Flaw {
    if (++count > Limits.BLOCKS) {
      throw new Flaw(block, "more than " + Limits.BLOCKS + " conditions");
    }
    Optional<String> group = block.below().keySet().stream().filter(GROUPS::contains).findFirst();
    if (group.isPresent()) {
      only(block, Set.of(group.get()), beside);
      return group(group.get(), RuleReader.part(block, group.get()));
    }
    RawTree condition =
        block.at(IF).orElseThrow(() -> new Flaw(block, "expected if, any-of, all-of or none-of"));
    String text =
        condition
            .value()
            .flatMap(raw -> raw.single())
            .map(Scalar::text)
            .orElseThrow(() -> new Flaw(condition, "if takes one text"));
    Optional<String> comparator =
        block.below().keySet().stream().filter(COMPARATORS::contains).findFirst();
    if (comparator.isPresent()) {
      only(block, Set.of(IF, comparator.get()), beside);
      return compared(condition, text, comparator.get(), RuleReader.part(block, comparator.get()));
    }
    only(block, Set.of(IF), beside);
    Optional<RawTree> named = named(block);
    return named.isPresent() ? named(condition, text, named.get()) : parsed(condition, text);
  }

  private static void only(RawTree block, Set<String> keys, Set<String> beside) throws Flaw {
    for (Map.Entry<String, RawTree> entry : block.below().entrySet()) {
      String key = entry.getKey();
      if (!keys.contains(key) && !beside.contains(key)) {
        throw new Flaw(entry.getValue(), strange(key, keys, beside));
      }
    }
  }

  private static SyntaxException strange(String key, Set<String> keys, Set<String> beside) {
    if (COMPARATORS.contains(key) || GROUPS.contains(key)) {
      return new SyntaxException(
          0, key + " cannot stand beside " + String.join(", ", new TreeSet<>(keys)));
    }
    var known = new TreeSet<>(COMPARATORS);
    known.addAll(beside);
    known.addAll(GROUPS);
    return new SyntaxException(0, "unknown key " + key, NearestName.of(key, List.copyOf(known)));
  }

  private Condition parsed(RawTree where, String text) throws Flaw {
    try {
      Parser.Parsed parsed = Parser.parse(text, scope, Map.of(), -1);
      return new Condition(parsed.expression(), parsed.groups(), false);
    } catch (SyntaxException e) {
      throw new Flaw(where, e);
    }
  }

  /// A condition that stands elsewhere under a name; each only once within itself.
  private Condition named(RawTree where, String name, RawTree rule) throws Flaw {
    if (!open.add(name)) {
      throw new Flaw(where, "rule " + name + " leads back to itself");
    }
    Condition condition = read(rule, Set.of());
    open.remove(name);
    return new Condition(condition.expression(), condition.groups(), true);
  }

  private Condition group(String name, RawTree list) throws Flaw {
    if (!list.isList()) {
      throw new Flaw(list, name + " takes a list of conditions");
    }
    List<Condition> all = new ArrayList<>();
    for (RawTree item : list.items()) {
      all.add(read(item, Set.of()));
    }
    boolean and = name.equals("all-of");
    Expression expression =
        all.stream()
            .map(Condition::expression)
            .reduce((left, right) -> and ? new And(left, right) : new Or(left, right))
            .orElse(Folding.TRUE);
    int groups = all.stream().mapToInt(Condition::groups).max().orElse(-1);
    return new Condition(name.equals("none-of") ? new Not(expression) : expression, groups, true);
  }

  private Condition compared(RawTree where, String name, String comparator, RawTree with)
      throws Flaw {
    Scalar value =
        with.value()
            .flatMap(raw -> raw.single())
            .orElseThrow(() -> new Flaw(with, comparator + " takes one value"));
    Expression variable = variable(where, name);
    try {
      boolean not = comparator.startsWith(NOT) || comparator.equals("ne");
      String plain = comparator.startsWith(NOT) ? comparator.substring(NOT.length()) : comparator;
      Expression test = test(plain, variable, value);
      if (test instanceof Expression.InList(String list, _) && open.isEmpty()) {
        lists.add(new AsksLists.Asked(list, with.origin()));
      }
      int groups = test instanceof Expression.Matched(Regex regex, _) ? regex.groups() : -1;
      return new Condition(not ? new Not(test) : test, groups, true);
    } catch (SyntaxException e) {
      throw new Flaw(with, e);
    }
  }

  private Expression variable(RawTree where, String name) throws Flaw {
    try {
      return Builder.read(0, Template.variable(name, 0, scope), scope);
    } catch (SyntaxException e) {
      throw new Flaw(where, e);
    }
  }

  private Expression test(String comparator, Expression variable, Scalar value)
      throws SyntaxException {
    Expression constant = constant(value);
    return switch (comparator) {
      case "eq", "ne" -> Builder.compare(0, Comparison.EQUAL, variable, constant);
      case "in-list" -> inList(variable, value.text());
      case "matches" -> Builder.match(0, value.text(), variable);
      default ->
          Builder.call(
              0, TEXTS.getOrDefault(comparator, Function.STARTS_WITH), List.of(variable, constant));
    };
  }

  private Expression inList(Expression variable, String list) throws SyntaxException {
    if (!scope.lists()) {
      throw new SyntaxException(0, "lists cannot be asked here");
    }
    return new Expression.InList(list, variable);
  }

  private static Expression constant(Scalar value) {
    return switch (value.kind()) {
      case TEXT, MOMENT -> new Constant(Values.of(value.text()), Kind.TEXT);
      case BOOLEAN -> new Constant(Values.of(value.text().equals("true")), Kind.TRUTH);
      case INTEGER, DECIMAL ->
          new Constant(Numbers.parse(value.text()).orElse(Values.of(value.text())), Kind.NUMBER);
    };
  }
}
