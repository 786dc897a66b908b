package org.mailkeep.expression;

import static org.mailkeep.expression.Kind.ANY;
import static org.mailkeep.expression.Kind.LIST;
import static org.mailkeep.expression.Kind.NUMBER;
import static org.mailkeep.expression.Kind.TEXT;
import static org.mailkeep.expression.Kind.TRUTH;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The functions of expressions; `matches` is part of the grammar. Those that ask the world stand
/// only where the place of the rule knows them.
@SuppressWarnings("ImmutableEnumChecker") // lists of List.of, and functions without any state
public enum Function {
  /// `trim(text)`: without white space at both ends.
  TRIM(TEXT, pure(a -> TextFunctions.each(a.getFirst(), String::strip)), TEXT),
  /// `trim_start(text)`.
  TRIM_START(TEXT, pure(a -> TextFunctions.each(a.getFirst(), String::stripLeading)), TEXT),
  /// `trim_end(text)`.
  TRIM_END(TEXT, pure(a -> TextFunctions.each(a.getFirst(), String::stripTrailing)), TEXT),
  /// `len(value)`: octets of a text in UTF-8, items of a list.
  LEN(NUMBER, pure(a -> TextFunctions.length(a.getFirst())), ANY),
  /// `to_lowercase(text)`.
  TO_LOWERCASE(
      TEXT, pure(a -> TextFunctions.each(a.getFirst(), t -> t.toLowerCase(Locale.ROOT))), TEXT),
  /// `to_uppercase(text)`.
  TO_UPPERCASE(
      TEXT, pure(a -> TextFunctions.each(a.getFirst(), t -> t.toUpperCase(Locale.ROOT))), TEXT),
  /// `is_uppercase(text)`: there are letters, and none is in lower case.
  IS_UPPERCASE(TRUTH, pure(a -> TextFunctions.letters(a.getFirst(), Character::isUpperCase)), TEXT),
  /// `is_lowercase(text)`: there are letters, and none is in upper case.
  IS_LOWERCASE(TRUTH, pure(a -> TextFunctions.letters(a.getFirst(), Character::isLowerCase)), TEXT),
  /// `has_digits(text)`.
  HAS_DIGITS(
      TRUTH,
      pure(a -> Values.of(a.getFirst().asText().codePoints().anyMatch(Character::isDigit))),
      TEXT),
  /// `count_spaces(text)`.
  COUNT_SPACES(NUMBER, pure(a -> TextFunctions.count(a.getFirst(), Character::isWhitespace)), TEXT),
  /// `count_uppercase(text)`.
  COUNT_UPPERCASE(
      NUMBER, pure(a -> TextFunctions.count(a.getFirst(), Character::isUpperCase)), TEXT),
  /// `count_lowercase(text)`.
  COUNT_LOWERCASE(
      NUMBER, pure(a -> TextFunctions.count(a.getFirst(), Character::isLowerCase)), TEXT),
  /// `count_chars(text)`.
  COUNT_CHARS(NUMBER, pure(a -> TextFunctions.count(a.getFirst(), _ -> true)), TEXT),
  /// `contains(text or list, what)`.
  CONTAINS(
      TRUTH, pure(a -> Values.of(TextFunctions.contains(a.getFirst(), a.get(1), false))), ANY, ANY),
  /// `contains_ignore_case(text or list, what)`.
  CONTAINS_IGNORE_CASE(
      TRUTH, pure(a -> Values.of(TextFunctions.contains(a.getFirst(), a.get(1), true))), ANY, ANY),
  /// `eq_ignore_case(text, text)`.
  EQ_IGNORE_CASE(
      TRUTH,
      pure(a -> Values.of(a.getFirst().asText().equalsIgnoreCase(a.get(1).asText()))),
      TEXT,
      TEXT),
  /// `starts_with(text, what)`.
  STARTS_WITH(
      TRUTH, pure(a -> Values.of(a.getFirst().asText().startsWith(a.get(1).asText()))), TEXT, TEXT),
  /// `ends_with(text, what)`.
  ENDS_WITH(
      TRUTH, pure(a -> Values.of(a.getFirst().asText().endsWith(a.get(1).asText()))), TEXT, TEXT),
  /// `lines(text)`: a list of its lines.
  LINES(LIST, pure(a -> Values.of(a.getFirst().asText().lines().toList())), TEXT),
  /// `substring(text, start, length)`: characters from `start`, the first is 0.
  SUBSTRING(
      TEXT,
      pure(a -> TextFunctions.substring(a.getFirst(), a.get(1), a.get(2))),
      TEXT,
      NUMBER,
      NUMBER),
  /// `strip_prefix(text, what)`: nothing when the text begins otherwise.
  STRIP_PREFIX(TEXT, pure(a -> TextFunctions.stripPrefix(a.getFirst(), a.get(1))), TEXT, TEXT),
  /// `strip_suffix(text, what)`: nothing when the text ends otherwise.
  STRIP_SUFFIX(TEXT, pure(a -> TextFunctions.stripSuffix(a.getFirst(), a.get(1))), TEXT, TEXT),
  /// `split(text, what)`: a list of what is between.
  SPLIT(LIST, pure(a -> TextFunctions.split(a.getFirst(), a.get(1))), TEXT, TEXT),
  /// `rsplit(text, what)`: the same, the last first.
  RSPLIT(
      LIST,
      pure(a -> ListFunctions.reversed(TextFunctions.split(a.getFirst(), a.get(1)))),
      TEXT,
      TEXT),
  /// `split_once(text, what)`: before and after the first; an empty list when there is none.
  SPLIT_ONCE(LIST, pure(a -> TextFunctions.splitOnce(a.getFirst(), a.get(1), false)), TEXT, TEXT),
  /// `rsplit_once(text, what)`: before and after the last; an empty list when there is none.
  RSPLIT_ONCE(LIST, pure(a -> TextFunctions.splitOnce(a.getFirst(), a.get(1), true)), TEXT, TEXT),
  /// `split_words(text)`: runs of letters and digits.
  SPLIT_WORDS(LIST, pure(a -> TextFunctions.words(a.getFirst())), TEXT),
  /// `count(list)`: its items.
  COUNT(NUMBER, pure(a -> Values.of((long) ListFunctions.items(a.getFirst()).size())), LIST),
  /// `sort(list, ascending)`.
  SORT(LIST, pure(a -> ListFunctions.sort(a.getFirst(), a.get(1).isTrue())), LIST, TRUTH),
  /// `dedup(list)`: each item once.
  DEDUP(LIST, pure(a -> ListFunctions.dedup(a.getFirst())), LIST),
  /// `winnow(list)`: without what is empty.
  WINNOW(LIST, pure(a -> ListFunctions.winnow(a.getFirst())), LIST),
  /// `is_intersect(list, list)`: whether an item is in both.
  IS_INTERSECT(TRUTH, pure(a -> ListFunctions.meet(a.getFirst(), a.get(1))), LIST, LIST),
  /// `is_email(text)`.
  IS_EMAIL(TRUTH, pure(a -> AddressFunctions.isEmail(a.getFirst())), TEXT),
  /// `email_part(text, 'local' or 'domain')`.
  EMAIL_PART(TEXT, pure(a -> AddressFunctions.part(a.getFirst(), a.get(1))), TEXT, TEXT),
  /// `is_empty(value)`.
  IS_EMPTY(TRUTH, pure(a -> Values.of(ListFunctions.isEmpty(a.getFirst()))), ANY),
  /// `is_number(value)`.
  IS_NUMBER(TRUTH, pure(a -> Values.of(a.getFirst().asNumber().isPresent())), ANY),
  /// `is_ip_addr(text)`.
  IS_IP_ADDR(TRUTH, pure(a -> AddressFunctions.isIp(a.getFirst(), 0)), TEXT),
  /// `is_ipv4_addr(text)`.
  IS_IPV4_ADDR(TRUTH, pure(a -> AddressFunctions.isIp(a.getFirst(), AddressFunctions.V4)), TEXT),
  /// `is_ipv6_addr(text)`.
  IS_IPV6_ADDR(TRUTH, pure(a -> AddressFunctions.isIp(a.getFirst(), AddressFunctions.V6)), TEXT),
  /// `ip_reverse_name(text)`: `1.2.0.192` of `192.0.2.1`.
  IP_REVERSE_NAME(TEXT, pure(a -> AddressFunctions.reverseName(a.getFirst())), TEXT),

  /// `is_local_domain(directory, domain)`.
  IS_LOCAL_DOMAIN(
      TRUTH,
      asks((w, a) -> Values.of(w.isLocalDomain(a.getFirst().asText(), a.get(1).asText()))),
      TEXT,
      TEXT),
  /// `is_local_address(directory, address)`.
  IS_LOCAL_ADDRESS(
      TRUTH,
      asks((w, a) -> Values.of(w.isLocalAddress(a.getFirst().asText(), a.get(1).asText()))),
      TEXT,
      TEXT),
  /// `key_get(store, key)`.
  KEY_GET(ANY, asks((w, a) -> w.keyGet(a.getFirst().asText(), a.get(1).asText())), TEXT, TEXT),
  /// `key_exists(store, key)`.
  KEY_EXISTS(
      TRUTH,
      asks((w, a) ->
          Values.of(
              !(w.keyGet(a.getFirst().asText(), a.get(1).asText()) instanceof Value.Nothing))),
      TEXT,
      TEXT),
  /// `key_set(store, key, value)`.
  KEY_SET(
      TRUTH,
      asks((w, a) -> {
        w.keySet(a.getFirst().asText(), a.get(1).asText(), a.get(2));
        return Values.TRUE;
      }),
      TEXT,
      TEXT,
      ANY),
  /// `counter_incr(store, key)`: the counter after it went up by one.
  COUNTER_INCR(
      NUMBER,
      asks((w, a) -> Values.of(w.counterAdd(a.getFirst().asText(), a.get(1).asText(), 1))),
      TEXT,
      TEXT),
  /// `counter_get(store, key)`.
  COUNTER_GET(
      NUMBER,
      asks((w, a) -> Values.of(w.counter(a.getFirst().asText(), a.get(1).asText()))),
      TEXT,
      TEXT),
  /// `sql_query(store, query, list of arguments)`.
  SQL_QUERY(
      ANY,
      asks((w, a) ->
          w.sqlQuery(a.getFirst().asText(), a.get(1).asText(), ListFunctions.items(a.get(2)))),
      TEXT,
      TEXT,
      ANY),
  /// `dns_query(name, type)`.
  DNS_QUERY(ANY, asks((w, a) -> w.dnsQuery(a.getFirst().asText(), a.get(1).asText())), TEXT, TEXT);

  private static final Map<String, Function> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Function::word, f -> f));

  private final Kind result;
  private final Body body;
  private final List<Kind> parameters;

  /// What a function does.
  private sealed interface Body {}

  private record Pure(java.util.function.Function<List<Value>, Value> work) implements Body {}

  private record Asks(java.util.function.BiFunction<World, List<Value>, Value> work)
      implements Body {}

  Function(Kind result, Body body, Kind... parameters) {
    this.result = result;
    this.body = body;
    this.parameters = List.of(parameters);
  }

  private static Body pure(java.util.function.Function<List<Value>, Value> work) {
    return new Pure(work);
  }

  private static Body asks(java.util.function.BiFunction<World, List<Value>, Value> work) {
    return new Asks(work);
  }

  /// The name in expressions: `is_local_domain`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it asks the world.
  public boolean asksTheWorld() {
    return body instanceof Asks;
  }

  Kind result() {
    return result;
  }

  List<Kind> parameters() {
    return parameters;
  }

  Value call(World world, List<Value> arguments) {
    return switch (body) {
      case Pure(var work) -> work.apply(arguments);
      case Asks(var work) -> work.apply(world, arguments);
    };
  }

  static Optional<Function> find(String word) {
    return Optional.ofNullable(BY_NAME.get(word));
  }
}
