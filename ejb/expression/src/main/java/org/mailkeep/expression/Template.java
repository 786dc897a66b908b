package org.mailkeep.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.expression.Expression.Constant;
import org.mailkeep.settings.NearestName;
import org.mailkeep.settings.RawValue;
import org.mailkeep.settings.Scalar;

/// Texts of the older dialect with values within: `${1}` is what a group of a regular expression
/// has matched, `${sender-domain}` a variable.
final class Template {
  private static final String OPEN = "${";

  private Template() {}

  /// Whether any text of a value has values within.
  static boolean isTemplate(RawValue raw) {
    return raw.items().stream().anyMatch(item -> item.text().contains(OPEN));
  }

  /// @param groups how many groups there are; -1 when there was no `matches`
  static Expression read(RawValue raw, Scope scope, int groups) throws SyntaxException {
    List<Expression> items = new ArrayList<>();
    for (Scalar item : raw.items()) {
      items.add(read(item.text(), scope, groups));
    }
    return raw.list() ? new Expression.Listed(items) : items.getFirst();
  }

  private static Expression read(String text, Scope scope, int groups) throws SyntaxException {
    if (text.length() > Limits.LENGTH) {
      throw new SyntaxException(0, "a text has at most " + Limits.LENGTH + " characters");
    }
    List<Expression> parts = new ArrayList<>();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new SyntaxException(open + 1, "${ without its closing }");
      }
      add(parts, text.substring(at, open));
      parts.add(value(text.substring(open + 2, close), open + 1, scope, groups));
      at = close + 1;
    }
    add(parts, text.substring(at));
    return new Expression.Joined(parts);
  }

  private static void add(List<Expression> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Constant(Values.of(text), Kind.TEXT));
    }
  }

  private static Expression value(String name, int column, Scope scope, int groups)
      throws SyntaxException {
    if (name.matches("[0-9]{1,3}")) {
      int group = Integer.parseInt(name);
      if (group > groups) {
        throw new SyntaxException(
            column,
            groups < 0
                ? "${" + name + "} needs a matches in the condition"
                : "${"
                    + name
                    + "} is more than the "
                    + groups
                    + " groups of the regular expression");
      }
      return new Expression.Captured(group);
    }
    return Builder.read(column, variable(name, column, scope), scope);
  }

  /// The variable of a rule's name.
  static Variable variable(String name, int column, Scope scope) throws SyntaxException {
    Optional<Variable> variable = Variable.findOld(name).or(() -> Variable.find(name));
    return variable.orElseThrow(() ->
        new SyntaxException(
            column,
            "unknown variable " + name,
            NearestName.of(
                name, scope.variables().stream().map(Variable::oldWord).sorted().toList())));
  }
}
