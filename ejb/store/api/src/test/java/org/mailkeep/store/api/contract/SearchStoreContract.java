package org.mailkeep.store.api.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.SearchToken;

/// What a search store does, whichever backend it is.
public abstract class SearchStoreContract {
  private static final AccountId JANE = new AccountId(7);
  private static final AccountId JOHN = new AccountId(8);
  private static final Set<SearchField> TEXT = SearchField.TEXT;

  private SearchStore search;

  /// Opens an empty store.
  protected abstract SearchStore open() throws Exception;

  /// Opens anew what [#open] opened, as after a restart; what was opened before need not work.
  protected abstract SearchStore again() throws Exception;

  /// Random documents that the store is held against the definition with.
  protected int documents() {
    return 400;
  }

  @SuppressWarnings("NullAway.Init") // JUnit calls openStore first
  protected SearchStoreContract() {}

  @BeforeEach
  void openStore() throws Exception {
    search = open();
  }

  @Test
  void findsWordsInTheirFieldOnly() {
    search.index(
        List.of(
            document(JANE, 1, SearchField.SUBJECT, "budget for may"),
            document(JANE, 2, SearchField.BODY, "the budget"),
            document(JANE, 3, SearchField.FROM, "may winter")));
    assertEquals(EmailSet.of(1, 2), find(JANE, words(TEXT, "budget")));
    assertEquals(EmailSet.of(1), find(JANE, words(Set.of(SearchField.SUBJECT), "budget")));
    assertEquals(
        EmailSet.of(1, 3), find(JANE, words(Set.of(SearchField.SUBJECT, SearchField.FROM), "may")));
    assertEquals(EmailSet.NONE, find(JANE, words(TEXT, "budge")));
    assertEquals(EmailSet.NONE, find(JANE, words(Set.of(SearchField.CC), "may")));
  }

  @Test
  void tellsWhoseDocumentsThereAre() {
    assertEquals(List.of(), search.accounts(null, 10));
    Set<AccountId> expected = new HashSet<>();
    List<SearchDocument> documents = new ArrayList<>();
    for (long account = 1; account <= 1_500; account += 125) {
      expected.add(new AccountId(account));
      documents.add(document(new AccountId(account), 1, SearchField.BODY, "word"));
      documents.add(document(new AccountId(account), 2, SearchField.BODY, "word"));
    }
    search.index(documents);
    List<AccountId> all = new ArrayList<>();
    for (List<AccountId> page = search.accounts(null, 5);
        !page.isEmpty();
        page = search.accounts(page.getLast(), 5)) {
      assertTrue(page.size() <= 5);
      all.addAll(page);
    }
    assertEquals(expected.size(), all.size(), "each once: " + all);
    assertEquals(expected, new HashSet<>(all));
    search.clear();
    assertEquals(List.of(), search.accounts(null, 10));
  }

  @Test
  void accountsAreApart() {
    search.index(
        List.of(
            document(JANE, 1, SearchField.BODY, "secret"),
            document(JOHN, 2, SearchField.BODY, "secret")));
    assertEquals(EmailSet.of(1), find(JANE, words(TEXT, "secret")));
    assertEquals(EmailSet.of(2), find(JOHN, words(TEXT, "secret")));
    search.removeAccount(JANE);
    assertEquals(EmailSet.NONE, find(JANE, new SearchQuery.All()));
    assertEquals(EmailSet.of(2), find(JOHN, new SearchQuery.All()));
    search.index(List.of(document(JANE, 3, SearchField.BODY, "secret")));
    assertEquals(EmailSet.of(3), find(JANE, words(TEXT, "secret")));
  }

  @Test
  void phrasesKeepTheirOrderWithinOneText() {
    search.index(
        List.of(
            document(JANE, 1, SearchField.BODY, "new york is big"),
            document(JANE, 2, SearchField.BODY, "york is new"),
            document(JANE, 3, SearchField.BODY, "something new", "york"),
            document(JANE, 4, SearchField.SUBJECT, "new york")));
    assertEquals(EmailSet.of(1, 4), find(JANE, words(TEXT, "new", "york")));
    assertEquals(EmailSet.of(1), find(JANE, words(SearchField.CONTENT, "new", "york")));
    assertEquals(EmailSet.of(1, 2), find(JANE, words(TEXT, "york", "is")));
    assertEquals(EmailSet.of(1), find(JANE, words(TEXT, "new", "york", "is", "big")));
  }

  @Test
  void openEndsFindPartsOfWords() {
    search.index(
        List.of(
            document(JANE, 1, SearchField.BODY, "unbelievable story"),
            document(JANE, 2, SearchField.BODY, "believe me"),
            document(JANE, 3, SearchField.BODY, "i believe stories")));
    assertEquals(EmailSet.of(2, 3), find(JANE, open(false, true, "believ")));
    assertEquals(EmailSet.of(1, 2, 3), find(JANE, open(true, true, "liev")));
    assertEquals(EmailSet.of(1), find(JANE, open(true, false, "able")));
    assertEquals(EmailSet.of(1, 2, 3), find(JANE, open(true, true, "e")));
    assertEquals(EmailSet.of(1), find(JANE, open(true, true, "un")));
    assertEquals(EmailSet.of(1), find(JANE, open(true, true, "able", "sto")));
    assertEquals(EmailSet.of(3), find(JANE, open(true, true, "eve", "sto")));
    assertEquals(EmailSet.NONE, find(JANE, open(true, true, "story", "un")));
  }

  @Test
  void stemsAreOfALanguage() {
    search.index(
        List.of(
            stemmed(1, "en", "running", "run"),
            stemmed(2, "de", "run", "run"),
            stemmed(3, "", "run", "run"),
            stemmed(4, "en", "runs", "run", "fast", "fast")));
    assertEquals(EmailSet.of(1, 4), find(JANE, stems("en", "run")));
    assertEquals(EmailSet.of(2), find(JANE, stems("de", "run")));
    assertEquals(EmailSet.of(3), find(JANE, stems("", "run")));
    assertEquals(EmailSet.of(4), find(JANE, stems("en", "run", "fast")));
    assertEquals(EmailSet.NONE, find(JANE, stems("fr", "run")));
  }

  @Test
  void idsAreFoundWhole() {
    search.index(
        List.of(
            document(JANE, 1, SearchField.ID, "<a.1@example.org>"),
            document(JANE, 2, SearchField.BODY, "<a.1@example.org>")));
    assertEquals(EmailSet.of(1), find(JANE, words(Set.of(SearchField.ID), "<a.1@example.org>")));
    assertEquals(EmailSet.NONE, find(JANE, words(Set.of(SearchField.ID), "<a.1")));
    assertEquals(EmailSet.of(2), find(JANE, words(TEXT, "<a.1@example.org>")));
    assertThrows(IllegalArgumentException.class, () -> words(Set.of(SearchField.ID), "a", "b"));
  }

  @Test
  void queriesCombine() {
    search.index(
        List.of(
            document(JANE, 1, SearchField.BODY, "red green"),
            document(JANE, 2, SearchField.BODY, "green blue"),
            document(JANE, 3, SearchField.BODY, "blue red")));
    SearchQuery red = words(TEXT, "red");
    SearchQuery blue = words(TEXT, "blue");
    assertEquals(EmailSet.of(3), find(JANE, new SearchQuery.And(List.of(red, blue))));
    assertEquals(EmailSet.of(1, 2, 3), find(JANE, new SearchQuery.Or(List.of(red, blue))));
    assertEquals(EmailSet.of(2), find(JANE, new SearchQuery.Not(red)));
    assertEquals(EmailSet.of(1, 2, 3), find(JANE, new SearchQuery.And(List.of())));
    assertEquals(EmailSet.NONE, find(JANE, new SearchQuery.Or(List.of())));
    assertEquals(
        EmailSet.of(1), find(JANE, new SearchQuery.And(List.of(red, new SearchQuery.Not(blue)))));
  }

  @Test
  void whatIsRemovedIsNotFound() {
    search.index(
        List.of(
            document(JANE, 1, SearchField.BODY, "one"),
            document(JANE, 5_000, SearchField.BODY, "one"),
            document(JANE, 3, SearchField.BODY, "one")));
    search.remove(JANE, List.of(new EmailId(1), new EmailId(5_000), new EmailId(77)));
    assertEquals(EmailSet.of(3), find(JANE, words(TEXT, "one")));
    assertEquals(EmailSet.of(3), find(JANE, new SearchQuery.All()));
    assertEquals(EmailSet.NONE, find(JANE, new SearchQuery.Not(words(TEXT, "one"))));
    search.remove(JANE, List.of(new EmailId(3)));
    search.remove(JOHN, List.of(new EmailId(3)));
    assertEquals(EmailSet.NONE, find(JANE, new SearchQuery.All()));
  }

  @Test
  void toIndexAgainChangesNothing() {
    SearchDocument first = document(JANE, 1, SearchField.BODY, "one two");
    search.index(List.of(first, first));
    search.index(List.of(first, document(JANE, 2, SearchField.BODY, "two one")));
    assertEquals(EmailSet.of(1, 2), find(JANE, words(TEXT, "one")));
    assertEquals(EmailSet.of(1), find(JANE, words(TEXT, "one", "two")));
    search.remove(JANE, List.of(new EmailId(1)));
    assertEquals(EmailSet.of(2), find(JANE, words(TEXT, "one")));
  }

  @Test
  void anotherOpeningSeesAll() throws Exception {
    String generation = search.generation();
    search.index(List.of(document(JANE, 1, SearchField.BODY, "one")));
    SearchStore other = again();
    assertEquals(generation, other.generation());
    assertEquals(EmailSet.of(1), other.find(JANE, words(TEXT, "one")));
    other.index(List.of(document(JANE, 2, SearchField.BODY, "one")));
    assertEquals(EmailSet.of(1, 2), other.find(JANE, words(TEXT, "one")));
  }

  @Test
  void clearedItIsAnotherStore() {
    search.index(List.of(document(JANE, 1, SearchField.BODY, "one")));
    String generation = search.generation();
    search.clear();
    assertNotEquals(generation, search.generation());
    assertEquals(EmailSet.NONE, find(JANE, words(TEXT, "one")));
    search.index(List.of(document(JANE, 2, SearchField.BODY, "one")));
    assertEquals(EmailSet.of(2), find(JANE, words(TEXT, "one")));
  }

  @Test
  void longAndStrangeWordsAreWords() {
    String longest = "ö".repeat(SearchToken.MAX_WORD);
    String beyond = "\uD835\uDD0A\uD835\uDD0B\uD835\uDD0C";
    search.index(
        List.of(
            document(JANE, 1, SearchField.BODY, longest + " 日 本 語"),
            document(JANE, 2, SearchField.BODY, beyond + " *?\"\\ a_b")));
    assertEquals(EmailSet.of(1), find(JANE, words(TEXT, longest)));
    assertEquals(EmailSet.of(1), find(JANE, open(true, true, "öööö")));
    assertEquals(EmailSet.of(1), find(JANE, words(TEXT, "本", "語")));
    assertEquals(EmailSet.of(2), find(JANE, open(true, false, "\uD835\uDD0C")));
    assertEquals(EmailSet.of(2), find(JANE, open(true, true, "*?")));
    assertEquals(EmailSet.of(2), find(JANE, words(TEXT, "*?\"\\")));
    assertEquals(EmailSet.NONE, find(JANE, open(true, true, "*b")));
    assertThrows(IllegalArgumentException.class, () -> SearchToken.of(longest + "o"));
    assertThrows(IllegalArgumentException.class, () -> SearchToken.of("a b"));
  }

  @Test
  void aWordMayStandVeryOftenInOneMessage() {
    List<SearchToken> text = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      text.add(SearchToken.of(i % 2 == 0 ? "ping" : "pong"));
    }
    text.add(SearchToken.of("end"));
    search.index(
        List.of(
            new SearchDocument(JANE, new EmailId(1), "", Map.of(SearchField.BODY, List.of(text)))));
    assertEquals(EmailSet.of(1), find(JANE, words(TEXT, "ping", "pong", "end")));
    assertEquals(EmailSet.NONE, find(JANE, words(TEXT, "ping", "end")));
  }

  @Test
  void answersAreThoseOfTheDefinition() {
    long seed = 20261128;
    var random = new SplittableRandom(seed);
    List<SearchDocument> all = new ArrayList<>();
    for (int i = 1; i <= documents(); i++) {
      all.add(random(random, i));
    }
    for (int from = 0; from < all.size(); ) {
      int to = Math.min(all.size(), from + 1 + random.nextInt(60));
      search.index(all.subList(from, to));
      from = to;
    }
    List<EmailId> gone =
        all.stream().map(SearchDocument::email).filter(e -> e.value() % 9 == 0).toList();
    search.remove(JANE, gone);
    all.removeIf(document -> document.email().value() % 9 == 0);
    for (int i = 0; i < 150; i++) {
      SearchQuery query = query(random, 2);
      var expected = new EmailSet.Builder();
      all.stream().filter(query::matches).forEach(d -> expected.add(d.email().value()));
      assertEquals(expected.build(), find(JANE, query), "seed " + seed + ": " + query);
    }
  }

  @Test
  void manyThreadsIndexAtOnce() throws Exception {
    DataBackendContract.parallel(
        4,
        thread -> {
          for (int i = 0; i < 10; i++) {
            search.index(
                List.of(document(JANE, 1 + thread * 10L + i, SearchField.BODY, "same t" + i)));
          }
        });
    assertEquals(40, find(JANE, words(TEXT, "same")).size());
    assertTrue(find(JANE, words(TEXT, "t3")).contains(new EmailId(4)));
  }

  private EmailSet find(AccountId account, SearchQuery query) {
    return search.find(account, query);
  }

  private static SearchDocument random(SplittableRandom random, int email) {
    Map<SearchField, List<List<SearchToken>>> fields = new EnumMap<>(SearchField.class);
    for (SearchField field : List.of(SearchField.BODY, SearchField.SUBJECT, SearchField.TO)) {
      List<List<SearchToken>> texts = new ArrayList<>();
      for (int text = random.nextInt(3); text > 0; text--) {
        List<SearchToken> tokens = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
          String word = word(random);
          tokens.add(new SearchToken(word, word.substring(0, Math.min(2, word.length()))));
        }
        texts.add(tokens);
      }
      fields.put(field, texts);
    }
    String language = List.of("", "en", "de").get(random.nextInt(3));
    return new SearchDocument(JANE, new EmailId(email), language, fields);
  }

  /// Few letters, so that words have much in common; some words are rare.
  private static String word(SplittableRandom random) {
    var word = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }

  private static SearchQuery query(SplittableRandom random, int depth) {
    Set<SearchField> fields =
        List.of(TEXT, SearchField.CONTENT, Set.of(SearchField.SUBJECT), Set.of(SearchField.CC))
            .get(random.nextInt(4));
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0, 1, 2, 3 ->
          new SearchQuery.Words(
              fields, phrase(random, 5), random.nextBoolean(), random.nextBoolean());
      case 4, 5 ->
          new SearchQuery.Stems(
              fields, List.of("", "en", "fr").get(random.nextInt(3)), phrase(random, 2));
      case 6 -> new SearchQuery.And(List.of(query(random, depth - 1), query(random, depth - 1)));
      case 7 -> new SearchQuery.Or(List.of(query(random, depth - 1), query(random, depth - 1)));
      default -> new SearchQuery.Not(query(random, depth - 1));
    };
  }

  private static List<String> phrase(SplittableRandom random, int longest) {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      String word = word(random);
      words.add(word.substring(0, Math.min(longest, word.length())));
    }
    return words;
  }

  private static SearchDocument document(
      AccountId account, long email, SearchField field, String... texts) {
    List<List<SearchToken>> all =
        Arrays.stream(texts)
            .map(text -> Arrays.stream(text.split(" ")).map(SearchToken::of).toList())
            .toList();
    return new SearchDocument(account, new EmailId(email), "", Map.of(field, all));
  }

  private static SearchDocument stemmed(long email, String language, String... wordsAndStems) {
    List<SearchToken> tokens = new ArrayList<>();
    for (int i = 0; i < wordsAndStems.length; i += 2) {
      tokens.add(new SearchToken(wordsAndStems[i], wordsAndStems[i + 1]));
    }
    return new SearchDocument(
        JANE, new EmailId(email), language, Map.of(SearchField.BODY, List.of(tokens)));
  }

  private static SearchQuery words(Set<SearchField> fields, String... words) {
    return new SearchQuery.Words(fields, List.of(words), false, false);
  }

  private static SearchQuery open(boolean start, boolean end, String... words) {
    return new SearchQuery.Words(TEXT, List.of(words), start, end);
  }

  private static SearchQuery stems(String language, String... stems) {
    return new SearchQuery.Stems(TEXT, language, List.of(stems));
  }
}
