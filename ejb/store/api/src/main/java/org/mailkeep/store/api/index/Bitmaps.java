package org.mailkeep.store.api.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.Subspace;

/// Which messages are in the index, and in which language: bitmaps in blocks.
final class Bitmaps {
  private Bitmaps() {}

  /// All of a range whose keys end with the number of a block.
  static EmailSet read(Reader reader, Range range) {
    var set = new EmailSet.Builder();
    for (Entry entry : reader.scan(Subspace.SEARCH, range, Direction.UP, Integer.MAX_VALUE)) {
      set.add(IndexKeys.block(entry.key()), entry.value());
    }
    return set.build();
  }

  /// Which are in each language.
  static Map<String, EmailSet> languages(Reader reader, AccountId account) {
    Map<String, EmailSet.Builder> sets = new TreeMap<>();
    Range all = IndexKeys.languages(account);
    for (Entry entry : reader.scan(Subspace.SEARCH, all, Direction.UP, Integer.MAX_VALUE)) {
      sets.computeIfAbsent(IndexKeys.language(entry.key()), _ -> new EmailSet.Builder())
          .add(IndexKeys.block(entry.key()), entry.value());
    }
    return sets.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, set -> set.getValue().build()));
  }

  /// Which are there, of the blocks in which documents lie.
  static EmailSet present(Reader reader, AccountId account, Collection<SearchDocument> documents) {
    EmailSet wanted = emails(documents);
    List<Long> numbers = wanted.blockNumbers().boxed().toList();
    List<byte[]> keys = numbers.stream().map(number -> IndexKeys.present(account, number)).toList();
    List<byte @Nullable []> stored = reader.get(Subspace.SEARCH, keys);
    var set = new EmailSet.Builder();
    for (int i = 0; i < numbers.size(); i++) {
      byte[] octets = stored.get(i);
      if (octets != null) {
        set.add(numbers.get(i), octets);
      }
    }
    return set.build();
  }

  /// Notes documents as being there.
  static void add(
      Reader reader, Batch batch, AccountId account, Collection<SearchDocument> documents) {
    Map<String, List<SearchDocument>> byLanguage = new TreeMap<>();
    for (SearchDocument document : documents) {
      byLanguage.computeIfAbsent(document.language(), _ -> new ArrayList<>()).add(document);
    }
    byLanguage.forEach((language, some) ->
        emails(some)
            .blockNumbers()
            .forEach(number ->
                add(
                    reader,
                    batch,
                    IndexKeys.language(account, language, number),
                    number,
                    emails(some))));
    EmailSet all = emails(documents);
    all.blockNumbers()
        .forEach(number -> add(reader, batch, IndexKeys.present(account, number), number, all));
  }

  private static void add(Reader reader, Batch batch, byte[] key, long number, EmailSet more) {
    var block = new EmailSet.Builder().add(number, more.block(number));
    byte[] stored = reader.get(Subspace.SEARCH, key);
    if (stored != null) {
      block.add(number, stored);
    }
    batch.put(Subspace.SEARCH, key, block.build().block(number));
  }

  private static EmailSet emails(Collection<SearchDocument> documents) {
    var set = new EmailSet.Builder();
    documents.forEach(document -> set.add(document.email().value()));
    return set.build();
  }
}
