package org.mailkeep.store.elasticsearch;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.StoreException;

/// One search: answers come in pages; a query of which the server says that it is too much is asked
/// in parts, and the answers are put together here.
final class Finding {
  /// Hits of a page: what an index allows unless it is told otherwise.
  private static final int PAGE = 10_000;

  /// Clauses of the largest query that is asked as a whole.
  private static final int MOST_CLAUSES = 500;

  /// How deep queries are asked as a whole.
  private static final int DEEPEST = 8;

  private static final String OPTIONS =
      "&allow_partial_search_results=false&filter_path=hits.hits.sort,error";

  private final Nodes nodes;
  private final AccountId account;
  private final Queries queries;

  Finding(Nodes nodes, AccountId account) {
    this.nodes = nodes;
    this.account = account;
    this.queries = Queries.of(account);
  }

  /// The messages that a query matches.
  EmailSet find(SearchQuery query) {
    boolean whole = clauses(query) <= MOST_CLAUSES && depth(query) <= DEEPEST;
    Optional<EmailSet> found = whole ? ask(queries.of(query)) : Optional.empty();
    return found.orElseGet(() -> inParts(query));
  }

  private EmailSet inParts(SearchQuery query) {
    return switch (query) {
      case SearchQuery.All _ -> throw tooBroad(query);
      case SearchQuery.And(var each) ->
          each.stream()
              .map(this::find)
              .reduce(EmailSet::and)
              .orElseGet(() -> find(new SearchQuery.All()));
      case SearchQuery.Or(var each) -> union(each.stream().map(this::find));
      case SearchQuery.Not(var not) -> find(new SearchQuery.All()).minus(find(not));
      case SearchQuery.Words words -> inParts(words);
      case SearchQuery.Stems stems ->
          perField(
              stems,
              stems.fields(),
              field -> new SearchQuery.Stems(field, stems.language(), stems.stems()));
    };
  }

  private EmailSet inParts(SearchQuery.Words words) {
    if (words.fields().size() > 1 || words.words().size() == 1) {
      return perField(
          words,
          words.fields(),
          field -> new SearchQuery.Words(field, words.words(), words.openStart(), words.openEnd()));
    }
    String first = words.words().getFirst();
    String last = words.words().getLast();
    SearchField field = words.fields().iterator().next();
    return phrases(
        field,
        words.openStart() ? Edge.all(true, first) : Edge.exact(first),
        words.words().subList(1, words.words().size() - 1),
        words.openEnd() ? Edge.all(false, last) : Edge.exact(last));
  }

  private EmailSet perField(
      SearchQuery query, Set<SearchField> fields, Function<Set<SearchField>, SearchQuery> one) {
    if (fields.size() == 1) {
      throw tooBroad(query);
    }
    return union(fields.stream().map(field -> find(one.apply(Set.of(field)))));
  }

  private EmailSet phrases(
      SearchField field, List<Edge> firsts, List<String> between, List<Edge> lasts) {
    EmailSet found = EmailSet.NONE;
    for (Edge first : firsts) {
      for (Edge last : lasts) {
        found = found.or(phrase(field, first, between, last));
      }
    }
    return found;
  }

  private EmailSet phrase(SearchField field, Edge first, List<String> between, Edge last) {
    Terms terms = queries.terms();
    Optional<EmailSet> whole =
        ask(queries.follow(field, first.clause(terms, field), between, last.clause(terms, field)));
    if (whole.isPresent()) {
      return whole.get();
    }
    boolean firstAlone = isTooBroad(field, first);
    boolean lastAlone = isTooBroad(field, last);
    // Each may be few enough and both together not: then both are cut.
    List<Edge> firsts = firstAlone || !lastAlone ? first.parts() : List.of(first);
    List<Edge> lasts = lastAlone || !firstAlone ? last.parts() : List.of(last);
    if (firsts.size() + lasts.size() == 2) {
      throw tooBroad(new SearchQuery.Words(Set.of(field), between, false, false));
    }
    return phrases(field, firsts, between, lasts);
  }

  private boolean isTooBroad(SearchField field, Edge edge) {
    return edge instanceof Edge.Range range
        && page(range.clause(queries.terms(), field), 0, 0).isEmpty();
  }

  /// The messages that the server finds; empty when it says that the query is too much.
  private Optional<EmailSet> ask(JsonObject query) {
    var found = new EmailSet.Builder();
    long after = 0;
    while (true) {
      Optional<JsonArray> hits = page(query, after, PAGE);
      if (hits.isEmpty()) {
        return Optional.empty();
      }
      for (JsonElement hit : hits.get()) {
        after = hit.getAsJsonObject().getAsJsonArray("sort").get(0).getAsLong();
        found.add(after);
      }
      if (hits.get().size() < PAGE) {
        return Optional.of(found.build());
      }
    }
  }

  /// Hits of a query, in the order of their numbers; empty when the server finds it too much.
  ///
  /// @param after the number before the first
  private Optional<JsonArray> page(JsonObject query, long after, int size) {
    JsonObject body = new JsonObject();
    body.add("query", Queries.within(account, query));
    body.add("sort", Json.array(List.of(Json.object(Shape.EMAIL, "asc"))));
    body.add("search_after", Json.array(List.of(new JsonPrimitive(after))));
    body.addProperty("size", size);
    body.addProperty("_source", false);
    body.addProperty("stored_fields", "_none_");
    body.addProperty("track_total_hits", false);
    String path =
        "/" + nodes.config().index().alias() + "/_search?routing=" + account.value() + OPTIONS;
    Answer answer = nodes.ask(Question.of("find", "POST", path, body));
    if (answer.isTooBroad()) {
      return Optional.empty();
    }
    if (!answer.isGood()) {
      throw answer.failure(nodes.store(), "find");
    }
    JsonObject hits = answer.body().getAsJsonObject("hits");
    return Optional.of(hits == null ? new JsonArray() : hits.getAsJsonArray("hits"));
  }

  private StoreException tooBroad(SearchQuery query) {
    return new StoreException.Unavailable(nodes.store() + ": find: too many words: " + query);
  }

  private static EmailSet union(Stream<EmailSet> sets) {
    return sets.reduce(EmailSet.NONE, EmailSet::or);
  }

  private static int clauses(SearchQuery query) {
    return switch (query) {
      case SearchQuery.All _ -> 1;
      case SearchQuery.And(var each) -> each.stream().mapToInt(Finding::clauses).sum();
      case SearchQuery.Or(var each) -> each.stream().mapToInt(Finding::clauses).sum();
      case SearchQuery.Not(var not) -> clauses(not);
      case SearchQuery.Words words -> words.fields().size() * words.words().size();
      case SearchQuery.Stems stems -> stems.fields().size() * stems.stems().size();
    };
  }

  private static int depth(SearchQuery query) {
    return switch (query) {
      case SearchQuery.And(var each) -> 1 + depth(each);
      case SearchQuery.Or(var each) -> 1 + depth(each);
      case SearchQuery.Not(var not) -> 1 + depth(not);
      case SearchQuery.All _, SearchQuery.Words _, SearchQuery.Stems _ -> 1;
    };
  }

  private static int depth(List<SearchQuery> queries) {
    return queries.stream().mapToInt(Finding::depth).max().orElse(0);
  }
}
