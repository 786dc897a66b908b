package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.KeyValue;
import com.apple.foundationdb.ReadTransaction;
import com.apple.foundationdb.StreamingMode;
import com.apple.foundationdb.Transaction;
import com.apple.foundationdb.async.AsyncIterable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Stands for the binding's transaction: reads its own writes, and notes what it has read.
final class FakeTransaction {
  private static final int MAX_KEY = 10_000;
  private static final int MAX_VALUE = 100_000;
  private static final int MAX_TRANSACTION = 10_000_000;

  /// Octets that a mutation, or the range of a conflict, costs besides its own.
  private static final int MUTATION = 44;

  private static final int SPAN = 24;
  private static final Set<Integer> RETRYABLE =
      Set.of(1007, 1009, 1020, 1021, 1037, 1039, 1042, 1051, 1078, 1213);

  private final FakeCluster cluster;
  private final FakeCluster.FakeDatabase database;
  private final List<Write> writes = new ArrayList<>();
  private final List<FakeCluster.Span> reads = new ArrayList<>();
  private final int retries;
  private FakeCluster.@Nullable Fault waitsFor;
  private long view = -1;
  private boolean over;

  /// @param value null to clear
  record Write(FakeCluster.Span span, byte @Nullable [] value) {}

  private FakeTransaction(FakeCluster cluster, FakeCluster.FakeDatabase database, int retries) {
    this.cluster = cluster;
    this.database = database;
    this.retries = retries;
  }

  static Transaction begin(FakeCluster cluster, FakeCluster.FakeDatabase database) {
    return Proxies.of(Transaction.class, new FakeTransaction(cluster, database, 0));
  }

  public ReadTransaction snapshot() {
    return Proxies.of(ReadTransaction.class, new Without(this));
  }

  public CompletableFuture<Long> getReadVersion() {
    return future(this::version);
  }

  public void setReadVersion(long version) {
    view = version;
  }

  public CompletableFuture<byte[]> get(byte[] key) {
    reads.add(FakeCluster.Span.of(key.clone()));
    return value(key);
  }

  public AsyncIterable<KeyValue> getRange(byte[] from, byte[] to) {
    return getRange(from, to, 0, false, StreamingMode.ITERATOR);
  }

  public AsyncIterable<KeyValue> getRange(
      byte[] from, byte[] to, int limit, boolean reverse, StreamingMode mode) {
    reads.add(new FakeCluster.Span(from.clone(), to.clone()));
    return range(from, to, limit, reverse);
  }

  public void set(byte[] key, byte[] value) {
    limit(2102, key.length, MAX_KEY);
    limit(2103, value.length, MAX_VALUE);
    writes.add(new Write(FakeCluster.Span.of(key.clone()), value.clone()));
  }

  public void clear(byte[] key) {
    writes.add(new Write(FakeCluster.Span.of(key.clone()), null));
  }

  public void clear(byte[] from, byte[] to) {
    if (Arrays.compareUnsigned(from, to) > 0) {
      throw FakeCluster.error(2005);
    }
    writes.add(new Write(new FakeCluster.Span(from.clone(), to.clone()), null));
  }

  public CompletableFuture<Void> commit() {
    return future(() -> {
      if (!isReadOnly()) {
        version();
      }
      cluster.commit(this);
      return null;
    });
  }

  public CompletableFuture<Transaction> onError(Throwable e) {
    over = true;
    cluster.due().run();
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    boolean again =
        cause instanceof FDBException fdb
            && RETRYABLE.contains(fdb.getCode())
            && retries < cluster.retryLimit();
    return again
        ? CompletableFuture.completedFuture(
            Proxies.of(Transaction.class, new FakeTransaction(cluster, database, retries + 1)))
        : CompletableFuture.failedFuture(cause);
  }

  public void close() {
    over = true;
  }

  long readVersion() {
    return view;
  }

  List<FakeCluster.Span> reads() {
    return Collections.unmodifiableList(reads);
  }

  List<Write> writes() {
    return Collections.unmodifiableList(writes);
  }

  boolean isReadOnly() {
    return writes.isEmpty();
  }

  void waitFor(FakeCluster.Fault fault) {
    waitsFor = fault;
  }

  FakeCluster.@Nullable Fault waitsFor() {
    return waitsFor;
  }

  /// Counts as the server does: mutations, and the ranges of conflicts on both sides.
  void checkSize() {
    long size = 0;
    for (Write write : writes) {
      byte[] value = write.value();
      FakeCluster.Span span = write.span();
      int key = span.from().length;
      size += MUTATION + (value == null ? key + span.to().length : key + value.length);
      size += SPAN + key + span.to().length;
    }
    for (FakeCluster.Span span : reads) {
      size += SPAN + span.from().length + span.to().length;
    }
    limit(Failures.TOO_LARGE, size, MAX_TRANSACTION);
  }

  private CompletableFuture<byte[]> value(byte[] key) {
    return this.<byte[]>future(() -> {
      cluster.beforeRead(version());
      return own(key, version());
    });
  }

  private AsyncIterable<KeyValue> range(byte[] from, byte[] to, int limit, boolean reverse) {
    return new FakeRange(
        cluster,
        () -> {
          cluster.beforeRead(version());
          return entries(from, to, limit, reverse);
        });
  }

  private List<KeyValue> entries(byte[] from, byte[] to, int limit, boolean reverse) {
    Set<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
    keys.addAll(cluster.everKeys(from, to));
    var asked = new FakeCluster.Span(from, to);
    for (Write write : writes) {
      if (write.value() != null && write.span().meets(asked)) {
        keys.add(write.span().from());
      }
    }
    List<KeyValue> entries = new ArrayList<>();
    for (byte[] key : keys) {
      byte[] value = own(key, version());
      if (value != null) {
        entries.add(new KeyValue(key.clone(), value));
      }
    }
    if (reverse) {
      Collections.reverse(entries);
    }
    return limit > 0 && entries.size() > limit ? entries.subList(0, limit) : entries;
  }

  /// What a key holds for this transaction.
  private byte @Nullable [] own(byte[] key, long version) {
    var span = FakeCluster.Span.of(key);
    for (Write write : writes.reversed()) {
      if (write.span().meets(span)) {
        return Optional.ofNullable(write.value()).map(byte[]::clone).orElse(null);
      }
    }
    return cluster.get(key, version).orElse(null);
  }

  private long version() {
    if (database.isClosed()) {
      throw new IllegalStateException("the database is closed");
    }
    if (over) {
      throw new IllegalStateException("Transaction has been invalidated by reset");
    }
    if (view < 0) {
      view = cluster.view();
    }
    return view;
  }

  private static void limit(int code, long size, long most) {
    if (size > most) {
      throw FakeCluster.error(code);
    }
  }

  private <T extends @Nullable Object> CompletableFuture<T> future(Supplier<T> work) {
    try {
      return CompletableFuture.completedFuture(work.get());
    } catch (FDBException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /// The same transaction, whose reads meet nobody's writes.
  static final class Without {
    private final FakeTransaction transaction;

    Without(FakeTransaction transaction) {
      this.transaction = transaction;
    }

    public CompletableFuture<Long> getReadVersion() {
      return transaction.getReadVersion();
    }

    public CompletableFuture<byte[]> get(byte[] key) {
      return transaction.value(key);
    }

    public AsyncIterable<KeyValue> getRange(
        byte[] from, byte[] to, int limit, boolean reverse, StreamingMode mode) {
      return transaction.range(from, to, limit, reverse);
    }
  }
}
