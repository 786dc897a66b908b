package org.mailkeep.search;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.Content;
import org.mailkeep.mailbox.FilingResult;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.NewMessage;
import org.mailkeep.mailbox.Settlement;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mime.MessageReader;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.rocksdb.RocksDbBackend;
import org.mailkeep.store.rocksdb.RocksDbConfig;

/// How quickly the [Corpus] is indexed and searched in one account.
public final class SearchMeasurement {
  private static final AccountId ACCOUNT = new AccountId(1);
  private static final int FILED_AT_ONCE = 50;

  private final Corpus corpus = new Corpus(20261128);
  private final MailFixture mail;
  private final SearchFixture index;

  /// Milliseconds until an answer.
  ///
  /// @param found messages of an answer, on average
  public record Latency(double p50, double p99, double most, long found) {}

  /// What was measured.
  ///
  /// @param indexed messages a second
  /// @param cpu milliseconds of it for each message that was indexed, of all threads
  /// @param searches by kind
  public record Measured(int messages, double indexed, double cpu, Map<String, Latency> searches) {}

  /// @param backend empty; closed afterwards
  public SearchMeasurement(DataBackend backend) {
    mail = new MailFixture(backend);
    index = new SearchFixture(mail);
  }

  /// `[messages [searches [folder]]]`: measures the embedded store.
  public static void main(String[] arguments) throws Exception {
    int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int searches = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    Path folder =
        arguments.length > 2 ? Path.of(arguments[2]) : Files.createTempDirectory("mailkeep-search");
    try {
      DataBackend backend = RocksDbBackend.open(RocksDbConfig.defaults(folder));
      Measured measured = new SearchMeasurement(backend).run(messages, searches);
      System.out.printf(
          "%,d messages indexed at %,.0f/s, %.2f ms of CPU each%n",
          measured.messages(), measured.indexed(), measured.cpu());
      measured
          .searches()
          .forEach((kind, latency) ->
              System.out.printf(
                  "%-28s p50 %7.2f ms  p99 %7.2f ms  most %7.2f ms  found %,d%n",
                  kind, latency.p50(), latency.p99(), latency.most(), latency.found()));
    } finally {
      delete(folder);
    }
  }

  /// Files, indexes and searches.
  public Measured run(int messages, int searches) {
    file(messages);
    long start = System.nanoTime();
    long cpu = cpuNanos();
    if (!new IndexingRun(index.ports, IndexingRules.DEFAULT.batch(), () -> true).run()) {
      throw new IllegalStateException("not all was indexed");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuMillis = (cpuNanos() - cpu) / 1e6;
    Map<String, Latency> latencies = new LinkedHashMap<>();
    latencies.put("one word", latency(searches, r -> meaning(word(r))));
    latencies.put("one frequent word", latency(searches, r -> meaning(frequent(r))));
    latencies.put("part of a word", latency(searches, r -> part(word(r))));
    latencies.put("one sender", latency(searches, r -> sender(word(r).substring(0, 3))));
    latencies.put(
        "two words",
        latency(
            searches,
            r -> new SearchQuery.And(List.of(meaning(frequent(r)), meaning(frequent(r))))));
    latencies.put("a phrase", latency(searches, r -> meaning(phrase(r, messages))));
    mail.close();
    return new Measured(messages, messages / seconds, cpuMillis / messages, latencies);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private Latency latency(int searches, Function<SplittableRandom, SearchQuery> query) {
    var random = new SplittableRandom(5);
    for (int warm = 0; warm < searches / 5 + 1; warm++) {
      index.search.find(ACCOUNT, query.apply(random));
    }
    double[] took = new double[searches];
    long found = 0;
    for (int i = 0; i < searches; i++) {
      SearchQuery wanted = query.apply(random);
      long start = System.nanoTime();
      found += index.search.find(ACCOUNT, wanted).orElseThrow().found().size();
      took[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(took);
    return new Latency(
        took[searches / 2],
        took[Math.min(searches - 1, searches * 99 / 100)],
        took[searches - 1],
        found / searches);
  }

  private String word(SplittableRandom random) {
    String word = corpus.word(random);
    return word.length() < 3 ? corpus.word(0, random.nextInt(1_000)) : word;
  }

  private String frequent(SplittableRandom random) {
    return corpus.word(random.nextInt(2), random.nextInt(50));
  }

  private String phrase(SplittableRandom random, int messages) {
    String text = new String(corpus.message(1 + random.nextInt(messages)), StandardCharsets.UTF_8);
    String[] lines = text.split("\r\n", -1);
    for (int i = lines.length / 2; i < lines.length; i++) {
      String[] words = lines[i].split(" ", -1);
      if (words.length >= 4 && !lines[i].contains(":")) {
        return words[1] + " " + words[2] + " " + words[3];
      }
    }
    return word(random) + " " + word(random);
  }

  private SearchQuery meaning(String text) {
    return index.search.analysis().meaning(SearchField.TEXT, text).orElseThrow();
  }

  private static SearchQuery part(String word) {
    String part = word.length() > 4 ? word.substring(1, word.length() - 1) : word;
    return new SearchQuery.Words(SearchField.TEXT, List.of(part), true, true);
  }

  private static SearchQuery sender(String part) {
    return new SearchQuery.Words(Set.of(SearchField.FROM), List.of(part), true, true);
  }

  private void file(int messages) {
    MailAccount account = mail.accounts.open(ACCOUNT);
    List<NewMessage> some = new ArrayList<>();
    for (int number = 1; number <= messages; number++) {
      some.add(message(account, corpus.message(number)));
      if (some.size() == FILED_AT_ONCE || number == messages) {
        FilingResult result = account.file(some, Settlement.NONE);
        if (!(result instanceof FilingResult.Filed)) {
          throw new IllegalStateException(result.toString());
        }
        some.clear();
      }
    }
  }

  private NewMessage message(MailAccount account, byte[] octets) {
    try (BlobStore.Sink sink = mail.blobs.sink()) {
      sink.write(octets, 0, octets.length);
      return new NewMessage(
          MailFixture.inbox(account),
          new Content.Staged(sink.finish()),
          MessageReader.read(octets, MimeLimits.DEFAULT),
          Flags.NONE,
          Instant.parse("2026-11-22T10:00:00Z"));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
