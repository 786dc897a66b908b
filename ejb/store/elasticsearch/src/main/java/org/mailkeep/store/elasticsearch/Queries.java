package org.mailkeep.store.elasticsearch;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;

/// Queries in the server's words.
///
/// @param terms of the account that is searched
record Queries(Terms terms) {
  static Queries of(AccountId account) {
    return new Queries(Terms.of(account));
  }

  /// All documents of an account.
  static JsonObject all(AccountId account) {
    return term(Shape.ACCOUNT, Long.toString(account.value()));
  }

  /// Those of an account that a query matches.
  static JsonObject within(AccountId account, JsonObject query) {
    return bool("filter", List.of(all(account), query));
  }

  JsonObject of(SearchQuery query) {
    return switch (query) {
      case SearchQuery.All() -> Json.object("match_all", new JsonObject());
      case SearchQuery.And(var queries) ->
          queries.isEmpty() ? of(new SearchQuery.All()) : bool("filter", all(queries));
      case SearchQuery.Or(var queries) ->
          queries.isEmpty()
              ? Json.object("match_none", new JsonObject())
              : bool("should", all(queries));
      case SearchQuery.Not(var not) -> bool("must_not", List.of(of(not)));
      case SearchQuery.Words words -> any(words.fields(), field -> words(words, field));
      case SearchQuery.Stems stems ->
          any(
              stems.fields(),
              field ->
                  exact(
                      Terms.stems(field),
                      stems.stems().stream()
                          .map(stem -> terms.stem(stems.language(), stem))
                          .toList()));
    };
  }

  /// Words that follow each other in one field, each of those at the ends given as a clause.
  JsonObject follow(SearchField field, JsonObject first, List<String> between, JsonObject last) {
    List<JsonObject> clauses = new ArrayList<>();
    clauses.add(first);
    between.forEach(word -> clauses.add(span(field, terms.word(word))));
    clauses.add(last);
    JsonObject near = new JsonObject();
    near.add("clauses", Json.array(clauses));
    near.addProperty("slop", 0);
    near.addProperty("in_order", true);
    return Json.object("span_near", near);
  }

  /// One word among those that follow each other.
  static JsonObject span(SearchField field, String term) {
    return Json.object("span_term", Json.object(Terms.words(field), term));
  }

  /// Any of many words among those that follow each other.
  ///
  /// @param query for words of one field
  static JsonObject spans(JsonObject query) {
    return Json.object("span_multi", Json.object("match", query));
  }

  private List<JsonObject> all(List<SearchQuery> queries) {
    return queries.stream().map(this::of).toList();
  }

  private JsonObject words(SearchQuery.Words words, SearchField field) {
    String name = Terms.words(field);
    String first = words.words().getFirst();
    if (!words.openStart() && !words.openEnd()) {
      return exact(name, words.words().stream().map(terms::word).toList());
    }
    if (words.words().size() == 1) {
      return words.openStart() ? wildcard(name, first, words.openEnd()) : prefix(name, first);
    }
    String last = words.words().getLast();
    return follow(
        field,
        words.openStart() ? spans(wildcard(name, first, false)) : span(field, terms.word(first)),
        words.words().subList(1, words.words().size() - 1),
        words.openEnd() ? spans(prefix(name, last)) : span(field, terms.word(last)));
  }

  private JsonObject wildcard(String name, String word, boolean openEnd) {
    String escaped = Terms.encoded(word).replaceAll("[*?\\\\]", "\\\\$0");
    String pattern = terms.prefix() + "*" + escaped + (openEnd ? "*" : "");
    return Json.object("wildcard", Json.object(name, Json.object("value", pattern)));
  }

  private JsonObject prefix(String name, String word) {
    return Json.object("prefix", Json.object(name, Json.object("value", terms.word(word))));
  }

  private static JsonObject exact(String name, List<String> terms) {
    return terms.size() == 1
        ? term(name, terms.getFirst())
        : Json.object("match_phrase", Json.object(name, String.join(" ", terms)));
  }

  private static JsonObject term(String name, String term) {
    return Json.object("term", Json.object(name, term));
  }

  private static JsonObject any(Set<SearchField> fields, Function<SearchField, JsonObject> query) {
    Stream<SearchField> sorted = fields.stream().sorted();
    return bool("should", sorted.map(query).collect(Collectors.toList()));
  }

  private static JsonObject bool(String kind, List<JsonObject> queries) {
    return Json.object("bool", Json.object(kind, Json.array(queries)));
  }
}
