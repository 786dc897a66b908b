package org.mailkeep.store.api.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// A full-text index in a data store. Safe for many threads; writers of a node take turns.
public final class DataSearchStore implements SearchStore {
  private static final int ATTEMPTS = 20;
  private static final int GENERATION = 16;

  /// Removed messages that an account may always have.
  private static final int LEFT = 1_000;

  private final DataStore store;
  private final Chance chance;
  private final ReentrantLock writing = new ReentrantLock(true);

  /// @param store closed by whoever opened it
  public DataSearchStore(DataStore store, Chance chance) {
    this.store = store;
    this.chance = chance;
  }

  @Override
  public String generation() {
    byte[] made =
        store.write((reader, batch) -> {
          byte @Nullable [] known = reader.get(Subspace.SEARCH, IndexKeys.GENERATION);
          if (known != null) {
            return known;
          }
          byte[] fresh = chance.octets(GENERATION);
          batch
              .require(Subspace.SEARCH, IndexKeys.GENERATION, null)
              .put(Subspace.SEARCH, IndexKeys.GENERATION, fresh);
          return fresh;
        });
    return HexFormat.of().formatHex(made);
  }

  @Override
  public void index(List<SearchDocument> documents) {
    Map<AccountId, List<SearchDocument>> accounts = new LinkedHashMap<>();
    for (SearchDocument document : documents) {
      accounts.computeIfAbsent(document.account(), _ -> new ArrayList<>()).add(document);
    }
    accounts.forEach((account, some) -> write(account, writer -> writer.index(some)));
  }

  @Override
  public void remove(AccountId account, Collection<EmailId> emails) {
    EmailSet gone = EmailSet.of(emails.stream().mapToLong(EmailId::value).toArray());
    write(account, writer -> writer.remove(gone));
  }

  @Override
  public boolean isWorn(AccountId account) {
    long removed = store.counter(Subspace.SEARCH, IndexKeys.removed(account));
    return removed > LEFT
        && removed > LEFT + Bitmaps.read(store, IndexKeys.present(account)).size();
  }

  @Override
  public void removeAccount(AccountId account) {
    write(account, AccountWriting::removeAll);
  }

  @Override
  public void clear() {
    var batch = new Batch();
    batch.delete(Subspace.SEARCH, Range.all());
    batch.put(Subspace.SEARCH, IndexKeys.GENERATION, chance.octets(GENERATION));
    store.commit(batch);
  }

  @Override
  public List<AccountId> accounts(@Nullable AccountId after, int limit) {
    List<AccountId> accounts = new ArrayList<>();
    long from = after == null ? 1 : after.value() + 1;
    while (accounts.size() < limit) {
      var rest = new Range(Keys.of(from).bytes(), null);
      List<Entry> first = store.scan(Subspace.SEARCH, rest, Direction.UP, 1);
      if (first.isEmpty()) {
        return accounts;
      }
      var account = new AccountId(Keys.u64(first.getFirst().key(), 0));
      accounts.add(account);
      from = account.value() + 1;
    }
    return accounts;
  }

  @Override
  public EmailSet find(AccountId account, SearchQuery query) {
    try (Snapshot snapshot = store.snapshot()) {
      return new Finding(snapshot, account).find(query);
    }
  }

  private void write(AccountId account, Consumer<AccountWriting> change) {
    writing.lock();
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        try {
          change.accept(new AccountWriting(store, account));
          return;
        } catch (AccountWriting.Overtaken e) {
          // again, on what the other one left
        }
      }
    } finally {
      writing.unlock();
    }
    throw new StoreException.Contended("the index of account " + account.value());
  }
}
