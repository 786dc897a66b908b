package org.mailkeep.store.api.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.Subspace;

/// One change of an account's index, in as many commits as it takes. Each raises the account's
/// version, so that another writer's commits and these cannot mix. For one thread.
final class AccountWriting {
  /// Octets of a chunk of postings, and of one of words.
  private static final int POSTINGS = 2_048;

  private static final int WORDS = 512;

  /// Lists of one commit, and octets that they may hold when they are read.
  private static final int LISTS = 1_000;

  private static final long OCTETS = Batch.MAX_BATCH / 3;

  private final DataStore store;
  private final AccountId account;
  private byte @Nullable [] version;

  /// Another writer's commit came between.
  static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken() {
      super("another writer of the index", null, false, false);
    }
  }

  AccountWriting(DataStore store, AccountId account) {
    this.store = store;
    this.account = account;
    this.version = store.get(Subspace.SEARCH, IndexKeys.version(account));
  }

  /// Adds those documents that are not there yet.
  void index(Collection<SearchDocument> documents) {
    EmailSet present = Bitmaps.present(store, account, documents);
    Map<EmailId, SearchDocument> fresh = new LinkedHashMap<>();
    for (SearchDocument document : documents) {
      if (!present.contains(document.email())) {
        fresh.putIfAbsent(document.email(), document);
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    var inversion = new Inversion(account);
    fresh.values().forEach(inversion::add);
    List<Map.Entry<byte[], Inversion.Entry>> entries = inversion.entries();
    for (int from = 0; from < entries.size(); from += LISTS) {
      append(entries.subList(from, Math.min(entries.size(), from + LISTS)));
    }
    var batch = new Batch();
    Bitmaps.add(store, batch, account, fresh.values());
    commit(batch, true);
  }

  /// Removes documents.
  void remove(EmailSet emails) {
    var batch = new Batch();
    EmailSet gone = Bitmaps.read(store, IndexKeys.present(account)).and(emails);
    if (gone.isEmpty()) {
      return;
    }
    batch.add(Subspace.SEARCH, IndexKeys.removed(account), gone.size());
    List<Entry> blocks = new ArrayList<>();
    for (var range : List.of(IndexKeys.present(account), IndexKeys.languages(account))) {
      blocks.addAll(store.scan(Subspace.SEARCH, range, Direction.UP, Integer.MAX_VALUE));
    }
    for (Entry entry : blocks) {
      long number = IndexKeys.block(entry.key());
      EmailSet before = new EmailSet.Builder().add(number, entry.value()).build();
      EmailSet after = before.minus(emails);
      if (after.isEmpty()) {
        batch.delete(Subspace.SEARCH, entry.key());
      } else if (!after.equals(before)) {
        batch.put(Subspace.SEARCH, entry.key(), after.block(number));
      }
    }
    commit(batch, true);
  }

  void removeAll() {
    var batch = new Batch();
    batch.delete(Subspace.SEARCH, IndexKeys.account(account));
    commit(batch, true);
  }

  private void append(List<Map.Entry<byte[], Inversion.Entry>> entries) {
    List<byte @Nullable []> stored = open(entries.stream().map(Map.Entry::getKey).toList());
    Map<String, List<byte[]>> parts = new LinkedHashMap<>();
    long octets = 0;
    for (int i = 0; i < entries.size(); i++) {
      byte[] before = stored.get(i);
      Inversion.Entry entry = entries.get(i).getValue();
      octets += entries.get(i).getKey().length + 16 + (before == null ? 0 : before.length);
      octets += entry.postings.stream().mapToLong(posting -> posting.places().length + 24).sum();
      if (before == null) {
        for (String gram : Grams.of(entry.word)) {
          byte[] word = Inversion.utf8(entry.word);
          parts.computeIfAbsent(gram, _ -> new ArrayList<>()).add(word);
          octets += 2L * word.length + WORDS;
        }
      }
    }
    if (octets > OCTETS && entries.size() > 1) {
      int half = entries.size() / 2;
      append(entries.subList(0, half));
      append(entries.subList(half, entries.size()));
      return;
    }
    var batch = new Batch();
    for (int i = 0; i < entries.size(); i++) {
      var list = new ChunkList(entries.get(i).getKey(), stored.get(i), POSTINGS);
      entries.get(i).getValue().postings.forEach(posting -> list.append(batch, posting));
      list.finish(batch);
    }
    appendGrams(batch, parts);
    commit(batch, false);
  }

  private void appendGrams(Batch batch, Map<String, List<byte[]>> parts) {
    List<byte[]> lists =
        parts.keySet().stream().map(gram -> IndexKeys.gram(account, gram)).toList();
    List<byte @Nullable []> stored = open(lists);
    int at = 0;
    for (List<byte[]> words : parts.values()) {
      var list = new ChunkList(lists.get(at), stored.get(at), WORDS);
      words.forEach(word -> list.append(batch, word));
      list.finish(batch);
      at++;
    }
  }

  private List<byte @Nullable []> open(List<byte[]> lists) {
    return lists.isEmpty()
        ? List.of()
        : store.get(
            Subspace.SEARCH,
            lists.stream().map(list -> IndexKeys.chunk(list, IndexKeys.OPEN)).toList());
  }

  /// @param durable whether it is on stable storage afterwards, and all before it
  private void commit(Batch changes, boolean durable) {
    byte[] key = IndexKeys.version(account);
    byte[] next = Keys.of((version == null ? 0 : Keys.u64(version, 0)) + 1).bytes();
    var batch = new Batch().require(Subspace.SEARCH, key, version).addAll(changes);
    batch.put(Subspace.SEARCH, key, next);
    Commit commit = durable ? store.commit(batch) : store.writeAhead(batch);
    if (commit instanceof Commit.Conflict) {
      throw new Overtaken();
    }
    version = Arrays.copyOf(next, next.length);
  }
}
