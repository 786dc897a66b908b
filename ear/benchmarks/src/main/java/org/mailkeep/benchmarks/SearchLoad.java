package org.mailkeep.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.mailkeep.kernel.Chance;
import org.mailkeep.search.text.Language;
import org.mailkeep.search.text.TextAnalysis;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.index.DataSearchStore;

/// Full text in one account of many messages: how fast their texts are analysed and indexed, and
/// how long a question takes.
///
/// @param messages how many
/// @param searches of each kind
record SearchLoad(int messages, int searches) {
  private static final int AT_ONCE = 200;
  private static final long SEED = 1;
  private static final double MILLI = 1e6;

  String name() {
    return String.format(Locale.ROOT, "search in %,d messages", messages);
  }

  /// Runs it.
  ///
  /// @param running has an empty store of data; nothing is done with another one
  /// @param folder a new one
  List<Result> run(StoreKind.Running running, Path folder) throws Exception {
    try (OpenStore store = OpenStores.open(running, folder)) {
      OpenStore.Data data = store.data();
      if (data == null) {
        return List.of();
      }
      var search = new DataSearchStore(new DataStore(data.backend()), Chance.secure());
      var corpus = new Corpus(SEED);
      var analysis = new TextAnalysis(Language.ENGLISH);
      double rate = index(search, corpus, analysis);
      ask(search, corpus, analysis, 1);
      Histogram one = ask(search, corpus, analysis, 1);
      Histogram two = ask(search, corpus, analysis, 2);
      return List.of(
          new Result(name(), store.name(), Map.of())
              .with("indexed msg/s", rate)
              .with("one word, p50 ms", one.getValueAtPercentile(50) / MILLI)
              .with("one word, p99 ms", one.getValueAtPercentile(99) / MILLI)
              .with("two words, p50 ms", two.getValueAtPercentile(50) / MILLI)
              .with("two words, p99 ms", two.getValueAtPercentile(99) / MILLI));
    }
  }

  private double index(SearchStore search, Corpus corpus, TextAnalysis analysis) {
    long start = System.nanoTime();
    for (int first = 1; first <= messages; first += AT_ONCE) {
      List<SearchDocument> some = new ArrayList<>();
      for (int number = first; number < first + AT_ONCE && number <= messages; number++) {
        some.add(corpus.document(analysis, number));
      }
      search.index(some);
    }
    return messages * 1e9 / (System.nanoTime() - start);
  }

  /// Asks for messages in which words stand, in whatever form.
  private Histogram ask(SearchStore search, Corpus corpus, TextAnalysis analysis, int words) {
    var nanos = new Histogram(3);
    for (int i = 0; i < searches; i++) {
      List<SearchQuery> query = new ArrayList<>();
      for (int word = 0; word < words; word++) {
        query.add(analysis.meaning(SearchField.TEXT, corpus.term()).orElseThrow());
      }
      long start = System.nanoTime();
      search.find(Corpus.ACCOUNT, new SearchQuery.And(query));
      nanos.recordValue(System.nanoTime() - start);
    }
    return nanos;
  }
}
