package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.KeyValue;
import com.apple.foundationdb.ReadTransaction;
import com.apple.foundationdb.StreamingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// Reads in one transaction.
final class Reads {
  private Reads() {}

  static byte @Nullable [] get(
      ReadTransaction transaction, KeySpace keys, Subspace space, byte[] key) {
    return transaction.get(keys.key(space, key)).join();
  }

  /// All are asked for before the first answer is waited for.
  static List<byte @Nullable []> get(
      ReadTransaction transaction, KeySpace keys, Subspace space, List<byte[]> wanted) {
    List<CompletableFuture<byte[]>> asked = new ArrayList<>(wanted.size());
    for (byte[] key : wanted) {
      asked.add(transaction.get(keys.key(space, key)));
    }
    List<byte @Nullable []> values = new ArrayList<>(wanted.size());
    for (CompletableFuture<byte[]> each : asked) {
      values.add(each.join());
    }
    return values;
  }

  /// A scan on its way, which can go on in another transaction. For one thread.
  static final class Scan {
    private final KeySpace keys;
    private final Direction direction;
    private final int limit;
    private final byte[] first;
    private final byte[] behind;
    private final List<Entry> found = new ArrayList<>();
    private byte[] from;
    private byte[] to;
    private int attempts;

    Scan(KeySpace keys, Subspace space, Range range, Direction direction, int limit) {
      if (limit < 1) {
        throw new IllegalArgumentException("limit " + limit);
      }
      this.keys = keys;
      this.direction = direction;
      this.limit = limit;
      this.first = keys.from(space, range);
      this.behind = keys.to(space, range);
      this.from = first;
      this.to = behind;
    }

    /// Reads all; begins anew at the second call, and goes on at later ones: a view is not kept
    /// long enough for a scan that takes its time.
    List<Entry> next(ReadTransaction transaction) {
      attempts++;
      if (attempts == 2) {
        found.clear();
        from = first;
        to = behind;
      }
      return goOn(transaction);
    }

    /// Reads on behind what was found, to the end.
    List<Entry> goOn(ReadTransaction transaction) {
      if (Arrays.compareUnsigned(from, to) >= 0 || found.size() == limit) {
        return found;
      }
      boolean down = direction == Direction.DOWN;
      for (KeyValue each :
          transaction.getRange(from, to, limit - found.size(), down, StreamingMode.WANT_ALL)) {
        found.add(new Entry(keys.plain(each.getKey()), each.getValue()));
        if (down) {
          to = each.getKey();
        } else {
          from = Arrays.copyOf(each.getKey(), each.getKey().length + 1);
        }
      }
      return found;
    }
  }
}
