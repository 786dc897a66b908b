package org.mailkeep.store.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.SearchToken;
import org.mailkeep.store.servers.SearchServer;

/// Queries that are too much for the server at once are answered all the same, and right.
@Tag("servers")
final class BroadTest {
  private static final long SEED = 20_261_128;
  private static final AccountId JANE = new AccountId(7);
  private static final int DOCUMENTS = 75;
  private static final int WORDS = 40;

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void openSearchAnswersPhrasesOfThousandsOfWords() throws IOException {
    answers(Servers.openSearch());
  }

  @Test
  void elasticsearchAnswersPhrasesOfThousandsOfWords() throws IOException {
    answers(Servers.elasticsearch());
  }

  private void answers(SearchServer server) throws IOException {
    ElasticsearchConfig config = Servers.config(server.url());
    try (var store = Servers.open(config)) {
      List<SearchDocument> all = new ArrayList<>();
      for (int i = 1; i <= DOCUMENTS; i++) {
        all.add(document(i));
      }
      store.index(all);
      for (SearchQuery query : queries()) {
        var expected = new EmailSet.Builder();
        all.stream().filter(query::matches).forEach(d -> expected.add(d.email().value()));
        assertEquals(expected.build(), store.find(JANE, query), "seed " + SEED + ": " + query);
      }
    }
    server.ask("DELETE", "/" + config.index().name(), "");
  }

  private static List<SearchQuery> queries() {
    SearchQuery broad = phrase(true, true, "e", "a");
    SearchQuery nested = broad;
    for (int i = 0; i < 30; i++) {
      nested = new SearchQuery.Not(new SearchQuery.And(List.of(nested, new SearchQuery.All())));
    }
    List<SearchQuery> many = new ArrayList<>();
    for (char letter = 'a'; letter <= 'z'; letter++) {
      for (char next = 'a'; next <= 'z'; next++) {
        many.add(phrase(false, false, "" + letter + next + "e"));
      }
    }
    return List.of(
        broad,
        phrase(true, false, "e", "middle"),
        phrase(false, true, "middle", "a"),
        phrase(true, true, "e", "middle", "a"),
        phrase(true, true, "ze", "ab"),
        new SearchQuery.And(List.of(broad, new SearchQuery.Not(phrase(true, true, "ae", "a")))),
        new SearchQuery.Words(SearchField.TEXT, List.of("e", "ab"), true, true),
        new SearchQuery.Words(SearchField.TEXT, List.of("z"), true, true),
        nested,
        new SearchQuery.Or(many));
  }

  private static SearchQuery phrase(boolean openStart, boolean openEnd, String... words) {
    return new SearchQuery.Words(Set.of(SearchField.BODY), List.of(words), openStart, openEnd);
  }

  /// Half of the words end with an e, half begin with an a.
  private SearchDocument document(int email) {
    List<SearchToken> text = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      String word = word();
      text.add(SearchToken.of(random.nextBoolean() ? word + "e" : "a" + word));
      if (random.nextInt(50) == 0) {
        text.add(SearchToken.of("middle"));
      }
    }
    return new SearchDocument(
        JANE, new EmailId(email), "", Map.of(SearchField.BODY, List.of(text)));
  }

  private String word() {
    var word = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }
}
