package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.DatabaseOptions;
import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.Transaction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A cluster in memory that keeps FoundationDB's rules as its documentation states them: versions,
/// optimistic conflicts between reads and writes, five seconds for a transaction, the limits of
/// keys, values and transactions. Faults are scripted.
final class FakeCluster {
  private static final long SECOND = 1_000_000;
  private static final long WINDOW = 5 * SECOND;
  private static final int RETRY_LIMIT = 501;

  private final NavigableMap<byte[], NavigableMap<Long, Optional<byte[]>>> values =
      new TreeMap<>(Arrays::compareUnsigned);
  private final NavigableMap<Long, List<Span>> written = new TreeMap<>();
  private final Deque<Fault> commitFaults = new ArrayDeque<>();
  private final Deque<Integer> readFaults = new ArrayDeque<>();
  private final Deque<FakeTransaction> onTheirWay = new ArrayDeque<>();
  private final Map<Integer, byte[]> options = new HashMap<>();
  private long version = 1_000 * SECOND;
  private long commits;
  private int scanFault;
  private int scanFaultAfter = -1;
  private Runnable meanwhile = () -> {};

  /// Octets from one key to before another.
  record Span(byte[] from, byte[] to) {
    static Span of(byte[] key) {
      return new Span(key, Arrays.copyOf(key, key.length + 1));
    }

    boolean meets(Span other) {
      return Arrays.compareUnsigned(from, other.to) < 0
          && Arrays.compareUnsigned(other.from, to) < 0;
    }
  }

  /// What a commit meets.
  enum Fault {
    /// All is well.
    NOTHING(0, true),
    NOT_COMMITTED(1020, false),
    UNKNOWN_DONE(1021, true),
    UNKNOWN_NOT_DONE(1021, false),
    TIMED_OUT_DONE(1031, true),
    TIMED_OUT_NOT_DONE(1031, false),
    /// It times out and arrives when the next transaction has taken its view.
    ARRIVES_BEHIND_THE_NEXT_VIEW(1031, false),
    /// It times out and arrives when the next commit is through.
    ARRIVES_BEHIND_THE_NEXT_COMMIT(1031, false),
    TOO_LARGE(2101, false),
    LOCKED(1038, false);

    final int code;
    final boolean done;

    Fault(int code, boolean done) {
      this.code = code;
      this.done = done;
    }
  }

  /// The binding's view of it.
  Database database() {
    return Proxies.of(Database.class, new FakeDatabase());
  }

  /// What the next commits meet.
  synchronized void script(Fault... faults) {
    commitFaults.addAll(List.of(faults));
  }

  /// Errors of the next reads, none for 0.
  synchronized void failReads(Integer... codes) {
    readFaults.addAll(List.of(codes));
  }

  /// The next scan fails behind so many entries.
  synchronized void failScan(int after, int code) {
    scanFaultAfter = after;
    scanFault = code;
  }

  /// Something that happens between the next commit that fails and the next view.
  synchronized void meanwhile(Runnable work) {
    meanwhile = work;
  }

  /// What is to happen now, outside of the lock.
  synchronized Runnable due() {
    Runnable now = meanwhile;
    meanwhile = () -> {};
    return now;
  }

  /// Lets time pass.
  synchronized void pass(int seconds) {
    version += seconds * SECOND;
  }

  /// How many commits wrote something.
  synchronized long commits() {
    return commits;
  }

  /// Keys that hold something between two others.
  synchronized List<byte[]> keys(byte[] from, byte[] to) {
    List<byte[]> keys = new ArrayList<>();
    values
        .subMap(from, to)
        .forEach((key, history) -> {
          if (history.lastEntry().getValue().isPresent()) {
            keys.add(key);
          }
        });
    return keys;
  }

  /// An option's value as a number.
  synchronized @Nullable Long option(int code) {
    byte[] value = options.get(code);
    return value == null || value.length != Long.BYTES
        ? null
        : ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /// An option's value as text.
  synchronized @Nullable String text(int code) {
    byte[] value = options.get(code);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  synchronized long retryLimit() {
    Long limit = option(RETRY_LIMIT);
    return limit == null ? Long.MAX_VALUE : limit;
  }

  synchronized long view() {
    long now = version;
    arrive(Fault.ARRIVES_BEHIND_THE_NEXT_VIEW);
    return now;
  }

  synchronized void beforeRead(long view) {
    Integer code = readFaults.poll();
    if (code != null && code != 0) {
      throw error(code);
    }
    if (view < version - WINDOW) {
      throw error(Failures.TOO_OLD);
    }
  }

  /// The error of a scan that has given so many entries, or 0.
  synchronized int scanned(int count) {
    if (count != scanFaultAfter) {
      return 0;
    }
    scanFaultAfter = -1;
    return scanFault;
  }

  synchronized Optional<byte[]> get(byte[] key, long view) {
    NavigableMap<Long, Optional<byte[]>> history = values.get(key);
    Map.Entry<Long, Optional<byte[]>> last = history == null ? null : history.floorEntry(view);
    return last == null ? Optional.empty() : last.getValue().map(byte[]::clone);
  }

  synchronized List<byte[]> everKeys(byte[] from, byte[] to) {
    return Arrays.compareUnsigned(from, to) < 0
        ? List.copyOf(values.subMap(from, to).keySet())
        : List.of();
  }

  synchronized void commit(FakeTransaction transaction) {
    if (transaction.isReadOnly()) {
      return;
    }
    Fault fault = Optional.ofNullable(commitFaults.poll()).orElse(Fault.NOTHING);
    if (fault.done) {
      apply(transaction);
    } else if (fault == Fault.ARRIVES_BEHIND_THE_NEXT_VIEW
        || fault == Fault.ARRIVES_BEHIND_THE_NEXT_COMMIT) {
      transaction.waitFor(fault);
      onTheirWay.add(transaction);
    }
    if (fault.code != 0) {
      throw error(fault.code);
    }
    arrive(Fault.ARRIVES_BEHIND_THE_NEXT_COMMIT);
  }

  private void arrive(Fault what) {
    for (FakeTransaction each : List.copyOf(onTheirWay)) {
      if (each.waitsFor() == what) {
        onTheirWay.remove(each);
        try {
          apply(each);
        } catch (FDBException _) {
          // Nobody waits for the answer.
        }
      }
    }
  }

  private void apply(FakeTransaction transaction) {
    transaction.checkSize();
    if (transaction.readVersion() < version - WINDOW) {
      throw error(Failures.TOO_OLD);
    }
    for (List<Span> spans : written.tailMap(transaction.readVersion(), false).values()) {
      for (Span span : spans) {
        if (transaction.reads().stream().anyMatch(span::meets)) {
          throw error(Failures.NOT_COMMITTED);
        }
      }
    }
    version += 1_000;
    commits++;
    List<Span> spans = new ArrayList<>();
    for (FakeTransaction.Write write : transaction.writes()) {
      spans.add(write.span());
      List<byte[]> keys =
          write.value() == null
              ? everKeys(write.span().from(), write.span().to())
              : List.of(write.span().from());
      for (byte[] key : keys) {
        values
            .computeIfAbsent(key, _ -> new TreeMap<>())
            .put(version, Optional.ofNullable(write.value()));
      }
    }
    written.put(version, spans);
    if (written.size() > 1_000) {
      written.pollFirstEntry();
    }
  }

  static FDBException error(int code) {
    return new FDBException("error " + code + " of the script", code);
  }

  /// Stands for the binding's database.
  final class FakeDatabase {
    private volatile boolean closed;

    boolean isClosed() {
      return closed;
    }

    public DatabaseOptions options() {
      return new DatabaseOptions((code, value) -> options.put(code, value));
    }

    public Transaction createTransaction() {
      return FakeTransaction.begin(FakeCluster.this, this);
    }

    public void close() {
      closed = true;
    }
  }
}
