package org.mailkeep.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.expression.Expression.And;
import org.mailkeep.expression.Expression.Comparison;
import org.mailkeep.expression.Expression.Constant;
import org.mailkeep.expression.Expression.Not;
import org.mailkeep.expression.Expression.Or;
import org.mailkeep.expression.Expression.Sign;
import org.mailkeep.expression.Expression.Xor;
import org.mailkeep.settings.NearestName;

/// Reads expressions. From the weakest bond to the strongest: `|`, `^`, `&`, equality, order, sum,
/// product, sign and negation.
final class Parser {
  private static final String MATCHES = "matches";
  private static final int OPERATORS = 500;
  private static final Map<String, Comparison> EQUALITY =
      Map.of("=", Comparison.EQUAL, "==", Comparison.EQUAL, "!=", Comparison.UNEQUAL);
  private static final Map<String, Comparison> ORDER =
      Map.of(
          "<", Comparison.LESS,
          "<=", Comparison.LESS_OR_EQUAL,
          ">", Comparison.GREATER,
          ">=", Comparison.GREATER_OR_EQUAL);
  private static final Map<String, Sign> SUM = Map.of("+", Sign.PLUS, "-", Sign.MINUS);
  private static final Map<String, Sign> PRODUCT = Map.of("*", Sign.TIMES, "/", Sign.OVER);

  private final Scope scope;
  private final Map<String, Value> words;
  private final List<Token> tokens;
  private int at;
  private int groups;
  private int depth;
  private int operators;

  /// An expression that is read, with the groups that the regular expressions in it have, or those
  /// before it had.
  record Parsed(Expression expression, int groups) {}

  private Parser(Scope scope, Map<String, Value> words, List<Token> tokens, int groups) {
    this.scope = scope;
    this.words = words;
    this.tokens = tokens;
    this.groups = groups;
  }

  /// @param words constants that may stand without quotes
  /// @param groups how many groups `$n` may ask for from the start; -1 when there was no `matches`
  static Parsed parse(String text, Scope scope, Map<String, Value> words, int groups)
      throws SyntaxException {
    var parser = new Parser(scope, words, Lexer.tokens(text), groups);
    Expression expression = parser.expression();
    if (!(parser.peek() instanceof Token.End)) {
      throw parser.expected("an operator or the end");
    }
    return new Parsed(expression, parser.groups);
  }

  // expression = xor *(("||" / "|") xor)
  private Expression expression() throws SyntaxException {
    enter();
    Expression left = xor();
    while (take("||") || take("|")) {
      count();
      left = new Or(left, xor());
    }
    depth--;
    return left;
  }

  // xor = and *("^" and)
  private Expression xor() throws SyntaxException {
    Expression left = and();
    while (take("^")) {
      count();
      left = new Xor(left, and());
    }
    return left;
  }

  // and = equality *(("&&" / "&") equality)
  private Expression and() throws SyntaxException {
    Expression left = equality();
    while (take("&&") || take("&")) {
      count();
      left = new And(left, equality());
    }
    return left;
  }

  // equality = order *(("=" / "==" / "!=") order)
  private Expression equality() throws SyntaxException {
    Expression left = order();
    for (var by = next(EQUALITY); by.isPresent(); by = next(EQUALITY)) {
      int column = count();
      left = Builder.compare(column, by.get(), left, order());
    }
    return left;
  }

  // order = sum *(("<" / "<=" / ">" / ">=") sum)
  private Expression order() throws SyntaxException {
    Expression left = sum();
    for (var by = next(ORDER); by.isPresent(); by = next(ORDER)) {
      int column = count();
      left = Builder.compare(column, by.get(), left, sum());
    }
    return left;
  }

  // sum = product *(("+" / "-") product)
  private Expression sum() throws SyntaxException {
    Expression left = product();
    for (var sign = next(SUM); sign.isPresent(); sign = next(SUM)) {
      int column = count();
      left = Builder.combine(column, sign.get(), left, product());
    }
    return left;
  }

  // product = signed *(("*" / "/") signed)
  private Expression product() throws SyntaxException {
    Expression left = signed();
    for (var sign = next(PRODUCT); sign.isPresent(); sign = next(PRODUCT)) {
      int column = count();
      left = Builder.combine(column, sign.get(), left, signed());
    }
    return left;
  }

  // signed = ("!" / "-") signed / primary
  private Expression signed() throws SyntaxException {
    int column = peek().column();
    if (take("!")) {
      enter();
      Expression of = signed();
      depth--;
      return new Not(of);
    }
    if (take("-")) {
      enter();
      Expression of = signed();
      depth--;
      Builder.numeric(column, of);
      return of instanceof Constant(Value.Whole(long number), Kind kind) && number != Long.MIN_VALUE
          ? new Constant(Values.of(-number), kind)
          : new Expression.Negated(of);
    }
    return primary();
  }

  // primary = number / text / "$" number / word / call / "(" expression ")" / list
  private Expression primary() throws SyntaxException {
    Token token = peek();
    at++;
    return switch (token) {
      case Token.Amount(Value value, Kind kind, _) -> new Constant(value, kind);
      case Token.Quoted(String text, _) -> new Constant(Values.of(text), Kind.TEXT);
      case Token.Group group -> captured(group);
      case Token.Word word -> take("(") ? call(word) : word(word);
      case Token.Symbol(String symbol, _) when symbol.equals("(") -> {
        Expression inner = expression();
        expect(")");
        yield inner;
      }
      case Token.Symbol(String symbol, _) when symbol.equals("[") ->
          new Expression.Listed(expressions("]"));
      case Token.Symbol _, Token.End _ -> {
        at--;
        throw expected("a value");
      }
    };
  }

  private Expression captured(Token.Group group) throws SyntaxException {
    if (groups < 0) {
      throw new SyntaxException(group.column(), group.shown() + " needs a matches() before it");
    }
    if (group.number() > groups) {
      throw new SyntaxException(
          group.column(),
          group.shown() + " is more than the " + groups + " groups of the regular expression");
    }
    return new Expression.Captured(group.number());
  }

  private Expression word(Token.Word word) throws SyntaxException {
    Optional<Variable> variable = Variable.find(word.text());
    if (variable.isPresent()) {
      return Builder.read(word.column(), variable.get(), scope);
    }
    String lower = word.text().toLowerCase(Locale.ROOT);
    Value constant = words.get(lower.replace('_', '-'));
    if (constant != null) {
      return new Constant(constant, Kind.TEXT);
    }
    if (lower.equals("true") || lower.equals("false")) {
      return new Constant(Values.of(lower.equals("true")), Kind.TRUTH);
    }
    boolean function = Function.find(word.text()).isPresent() || word.text().equals(MATCHES);
    if (function) {
      throw new SyntaxException(
          word.column(), word.text() + " is a function; expected '(' after it");
    }
    throw unknown(word, "variable");
  }

  private SyntaxException unknown(Token.Word word, String what) {
    Stream<String> names =
        what.equals("function")
            ? Stream.concat(
                Stream.of(MATCHES),
                Stream.of(Function.values()).filter(scope::knows).map(Function::word))
            : Stream.concat(
                scope.variables().stream().map(Variable::word),
                words.keySet().stream().map(name -> name.replace('-', '_')));
    return new SyntaxException(
        word.column(),
        "unknown "
            + what
            + " "
            + word.text()
            + (what.equals("function") ? "" : "; a text stands in quotes"),
        NearestName.of(word.text(), names.sorted().toList()));
  }

  private Expression call(Token.Word name) throws SyntaxException {
    if (name.text().equals(MATCHES)) {
      return match();
    }
    Function function = Function.find(name.text()).orElseThrow(() -> unknown(name, "function"));
    if (!scope.knows(function)) {
      throw new SyntaxException(name.column(), function.word() + " cannot be asked here");
    }
    return Builder.call(name.column(), function, expressions(")"));
  }

  // match = "matches(" text "," expression ")"
  private Expression match() throws SyntaxException {
    if (!(peek() instanceof Token.Quoted(String regex, int column))) {
      throw expected("a regular expression in quotes");
    }
    at++;
    expect(",");
    Expression.Matched match = Builder.match(column, regex, expression());
    expect(")");
    groups = Math.max(groups, match.regex().groups());
    return match;
  }

  // [expression *("," expression)] end
  private List<Expression> expressions(String end) throws SyntaxException {
    List<Expression> items = new ArrayList<>();
    if (take(end)) {
      return items;
    }
    do {
      items.add(expression());
    } while (take(","));
    if (!take(end)) {
      throw expected("',' or '" + end + "'");
    }
    return items;
  }

  private void enter() throws SyntaxException {
    if (++depth > Limits.DEPTH) {
      throw new SyntaxException(peek().column(), "nested deeper than " + Limits.DEPTH);
    }
  }

  /// Counts an operator that was just taken; its column.
  private int count() throws SyntaxException {
    int column = tokens.get(at - 1).column();
    if (++operators > OPERATORS) {
      throw new SyntaxException(column, "more than " + OPERATORS + " operators");
    }
    return column;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private <T> Optional<T> next(Map<String, T> operators) {
    Optional<T> found =
        peek() instanceof Token.Symbol(String text, _)
            ? Optional.ofNullable(operators.get(text))
            : Optional.empty();
    at += found.isPresent() ? 1 : 0;
    return found;
  }

  private boolean take(String symbol) {
    boolean there = peek() instanceof Token.Symbol(String text, _) && text.equals(symbol);
    at += there ? 1 : 0;
    return there;
  }

  private void expect(String symbol) throws SyntaxException {
    if (!take(symbol)) {
      throw expected("'" + symbol + "'");
    }
  }

  private SyntaxException expected(String what) {
    return new SyntaxException(
        peek().column(), "expected " + what + " but found " + peek().shown());
  }
}
