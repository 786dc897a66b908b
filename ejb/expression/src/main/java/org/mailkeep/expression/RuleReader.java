package org.mailkeep.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.expression.Expression.Constant;
import org.mailkeep.expression.Rule.Branch;
import org.mailkeep.expression.Rule.Outcome;
import org.mailkeep.settings.RawTree;
import org.mailkeep.settings.RawValue;
import org.mailkeep.settings.Scalar;
import org.mailkeep.settings.TreeReader.Surroundings;

/// Reads one rule of a file, in either dialect: a plain value, an expression, or blocks with `if`
/// and `then`, the last of them an `else`.
///
/// @param <T> the type of the rule's value
final class RuleReader<T> {
  private static final String THEN = "then";
  private static final String ELSE = "else";
  private static final Set<String> MAP = Set.of("map", "to");

  private final RuleType<T> type;
  private final Scope scope;
  private final Surroundings file;
  private final Conditions conditions;

  RuleReader(RuleType<T> type, Scope scope, Surroundings file) {
    this.type = type;
    this.scope = scope;
    this.file = file;
    this.conditions = new Conditions(scope, file);
  }

  /// The rule; empty when it is none and what is wrong was told, or is plain to see.
  Optional<Rule<T>> read(RawTree tree) {
    try {
      if (tree.value().isPresent()) {
        return plain(tree, tree.value().get()).map(outcome -> rule(List.of(), outcome, tree));
      }
      if (tree.isList()) {
        return blocks(tree);
      }
      if (tree.below().keySet().equals(MAP)) {
        return Optional.of(mapped(tree));
      }
      if (tree.at("if").isPresent()) {
        throw new Flaw(tree, "expected a list of blocks: [ { if, then }, { else } ]");
      }
      return Optional.empty();
    } catch (Flaw e) {
      file.problem(e.where(), e.message(), e.nearest());
      return Optional.empty();
    }
  }

  private Rule<T> rule(List<Branch<T>> branches, Outcome<T> otherwise, RawTree tree) {
    String written =
        branches.isEmpty() && otherwise instanceof Outcome.Fixed<T>(T value)
            ? type.plain().print(value)
            : Written.of(tree);
    return new Rule<>(branches, otherwise, conditions.lists(), written);
  }

  /// A value outside of blocks: of the setting's type, or an expression.
  private Optional<Outcome<T>> plain(RawTree tree, RawValue raw) throws Flaw {
    Optional<T> value = type.plain().read(raw);
    Optional<String> text = text(raw);
    if (text.isEmpty() || (value.isPresent() && !type.literal())) {
      return value.map(Outcome.Fixed::new);
    }
    try {
      return Optional.of(computed(text.get(), -1));
    } catch (SyntaxException e) {
      boolean literal =
          value.isPresent() && text.get().chars().noneMatch(c -> "'\"$(".indexOf(c) >= 0);
      if (literal) {
        return value.map(Outcome.Fixed::new);
      }
      if (e.column() > 0 && looksPlain(text.get())) {
        return Optional.empty();
      }
      throw new Flaw(tree, e);
    }
  }

  /// Whether a text that is no expression was hardly meant to be one.
  private static boolean looksPlain(String text) {
    return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || ":/.-_@ ".indexOf(c) >= 0);
  }

  private static Optional<String> text(RawValue raw) {
    return raw.list()
        ? Optional.empty()
        : raw.single().filter(s -> s.kind() == Scalar.Kind.TEXT).map(Scalar::text);
  }

  private Outcome<T> computed(String text, int groups) throws SyntaxException {
    Expression expression = Parser.parse(text, scope, type.words(), groups).expression();
    return outcome(expression);
  }

  /// A constant becomes a value now, once for all.
  private Outcome<T> outcome(Expression expression) throws SyntaxException {
    Kind kind = Builder.kind(expression);
    Optional<Value> constant = Folding.constant(expression);
    Optional<T> value = constant.flatMap(type::convert);
    boolean possible = type.accepts(kind) && (constant.isEmpty() || value.isPresent());
    if (!possible) {
      String found = constant.map(Value::asText).filter(t -> !t.isEmpty()).orElse(kind.words());
      throw new SyntaxException(0, found + " is not " + type.plain().expects());
    }
    return value
        .<Outcome<T>>map(Outcome.Fixed::new)
        .orElseGet(() -> new Outcome.Computed<>(expression, type));
  }

  private Optional<Rule<T>> blocks(RawTree tree) throws Flaw {
    List<RawTree> blocks = tree.items();
    if (blocks.size() > Limits.BLOCKS) {
      throw new Flaw(tree, "more than " + Limits.BLOCKS + " blocks");
    }
    List<Branch<T>> branches = new ArrayList<>();
    for (RawTree block : blocks.subList(0, blocks.size() - 1)) {
      if (block.at(ELSE).isPresent()) {
        throw new Flaw(block, "{ else } must be the last block");
      }
      branches.add(branch(block));
    }
    RawTree last = blocks.getLast();
    if (last.at(ELSE).isEmpty() && (last.at("if").isPresent() || last.at(THEN).isPresent())) {
      branch(last);
      throw new Flaw(last, "the last block must be { else = … }: what holds otherwise");
    }
    if (last.at(ELSE).isEmpty()) {
      throw new Flaw(last, "expected { if, then } or { else }");
    }
    if (last.below().size() > 1) {
      throw new Flaw(last, "{ else } takes nothing beside it");
    }
    Conditions.Condition nothing = new Conditions.Condition(Folding.TRUE, -1, false);
    return Optional.of(rule(branches, then(part(last, ELSE), nothing, isOld(blocks)), tree));
  }

  static RawTree part(RawTree tree, String key) throws Flaw {
    return tree.at(key).orElseThrow(() -> new Flaw(tree, "expected " + key));
  }

  /// Whether the blocks are in the older dialect, so that texts stand for themselves.
  private boolean isOld(List<RawTree> blocks) {
    return blocks.size() > 1
        && blocks.subList(0, blocks.size() - 1).stream().allMatch(conditions::isOld);
  }

  private Branch<T> branch(RawTree block) throws Flaw {
    Conditions.Condition condition = conditions.read(block, Set.of(THEN));
    return new Branch<>(
        condition.expression(), then(part(block, THEN), condition, condition.old()));
  }

  /// What follows. In the older dialect texts stand for themselves, with `${1}` and `${sender}`
  /// within; otherwise they are expressions.
  private Outcome<T> then(RawTree tree, Conditions.Condition after, boolean old) throws Flaw {
    RawValue raw =
        tree.value().orElseThrow(() -> new Flaw(tree, "expected one value, or a list of them"));
    try {
      if (old && Template.isTemplate(raw)) {
        return outcome(Template.read(raw, scope, after.groups()));
      }
      Optional<T> value = type.plain().read(raw);
      boolean expression = !old && text(raw).isPresent() && (type.literal() || value.isEmpty());
      if (expression) {
        return computed(text(raw).orElseThrow(), after.groups());
      }
      if (value.isEmpty() && !old && raw.list()) {
        return outcome(listed(raw, after.groups()));
      }
      Optional<T> fixed = isFalse(raw) ? value.or(() -> type.convert(Values.FALSE)) : value;
      return new Outcome.Fixed<>(
          fixed.orElseThrow(
              () -> new SyntaxException(0, shown(raw) + " is not " + type.plain().expects())));
    } catch (SyntaxException e) {
      throw new Flaw(tree, e);
    }
  }

  /// Whether it says false, which means none where it is no value of its own.
  private static boolean isFalse(RawValue raw) {
    return raw.single()
        .filter(s -> s.kind() == Scalar.Kind.BOOLEAN && s.text().equals("false"))
        .isPresent();
  }

  private static String shown(RawValue raw) {
    return String.join(", ", raw.items().stream().map(Scalar::text).toList());
  }

  /// A list whose items are expressions.
  private Expression listed(RawValue raw, int groups) throws SyntaxException {
    List<Expression> items = new ArrayList<>();
    for (Scalar item : raw.items()) {
      items.add(Parser.parse(item.text(), scope, type.words(), groups).expression());
    }
    return new Expression.Listed(items);
  }

  /// `{ map = "regular expression", to = "text" }`: the oldest way to turn one address into
  /// another.
  private Rule<T> mapped(RawTree tree) throws Flaw {
    RawTree map = part(tree, "map");
    RawTree to = part(tree, "to");
    try {
      Expression.Matched match =
          Builder.match(0, single(map), Builder.read(0, Variable.RCPT, scope));
      var then = outcome(Template.read(RawValue.text(single(to)), scope, match.regex().groups()));
      var otherwise = outcome(new Constant(Values.FALSE, Kind.TRUTH));
      return rule(List.of(new Branch<>(match, then)), otherwise, tree);
    } catch (SyntaxException e) {
      throw new Flaw(tree, e);
    }
  }

  private static String single(RawTree tree) throws Flaw {
    return tree.value()
        .flatMap(RuleReader::text)
        .orElseThrow(() -> new Flaw(tree, "expected a text"));
  }

  /// Something is wrong with a part of the rule.
  static final class Flaw extends Exception {
    private static final long serialVersionUID = 1;
    private final transient RawTree where;
    private final transient Optional<String> nearest;

    Flaw(RawTree where, String message) {
      super(message);
      this.where = where;
      this.nearest = Optional.empty();
    }

    Flaw(RawTree where, SyntaxException e) {
      super(e.getMessage(), e);
      this.where = where;
      this.nearest = e.nearest();
    }

    RawTree where() {
      return where;
    }

    String message() {
      return String.valueOf(getMessage());
    }

    Optional<String> nearest() {
      return nearest;
    }
  }
}
