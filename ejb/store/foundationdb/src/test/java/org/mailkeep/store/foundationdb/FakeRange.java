package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.KeyValue;
import com.apple.foundationdb.async.AsyncIterable;
import com.apple.foundationdb.async.AsyncIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// Stands for the answer to a scan; it may fail on its way.
///
/// @param entries asked for when they are first needed
record FakeRange(FakeCluster cluster, Supplier<List<KeyValue>> entries)
    implements AsyncIterable<KeyValue> {
  @Override
  public AsyncIterator<KeyValue> iterator() {
    return new Iteration();
  }

  @Override
  public CompletableFuture<List<KeyValue>> asList() {
    List<KeyValue> all = new ArrayList<>();
    iterator().forEachRemaining(all::add);
    return CompletableFuture.completedFuture(all);
  }

  private final class Iteration implements AsyncIterator<KeyValue> {
    private List<KeyValue> all = List.of();
    private boolean asked;
    private int next;

    @Override
    public CompletableFuture<Boolean> onHasNext() {
      return CompletableFuture.completedFuture(hasNext());
    }

    @Override
    public boolean hasNext() {
      if (!asked) {
        try {
          all = entries.get();
        } catch (RuntimeException e) {
          throw new CompletionException(e);
        }
        asked = true;
      }
      int code = cluster.scanned(next);
      if (code != 0) {
        throw new CompletionException(FakeCluster.error(code));
      }
      return next < all.size();
    }

    @Override
    public KeyValue next() {
      return all.get(next++);
    }

    @Override
    public void cancel() {}
  }
}
