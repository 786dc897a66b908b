package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.KeyValue;
import com.apple.foundationdb.Transaction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mailkeep.store.api.Keys;

/// The mark that each transaction of a writer leaves: the number of the attempt. Who does not know
/// whether an attempt happened reads the mark.
///
/// Each attempt reads the mark and writes it, so an earlier attempt that is still on its way when a
/// later one commits meets that one and comes to nothing: at most one of them happens, and the mark
/// tells which.
final class Marks {
  /// Versions of a cluster that pass in a second.
  private static final long VERSIONS = 1_000_000;

  /// A writer who left no mark for so long has ended, or waits for no answer.
  private static final long OLD = VERSIONS * TimeUnit.HOURS.toSeconds(1);

  private static final long NONE = 0;

  private final KeySpace keys;
  private final byte[] key;
  private long attempts = NONE;

  /// @param writer nobody else has this
  Marks(KeySpace keys, byte[] writer) {
    this.keys = keys;
    this.key = keys.own(writer);
  }

  /// The attempt that happened last.
  CompletableFuture<Long> last(Transaction transaction) {
    return transaction
        .get(key)
        .thenApply(stored -> stored == null ? NONE : Keys.u64(stored, Long.BYTES));
  }

  /// Marks an attempt.
  ///
  /// @return its number
  long next(Transaction transaction) {
    attempts++;
    long version = transaction.getReadVersion().join();
    transaction.set(key, Keys.of(version).u64(attempts).bytes());
    return attempts;
  }

  /// Removes the marks of writers that have ended without.
  void sweep(Transaction transaction) {
    long oldest = transaction.getReadVersion().join() - OLD;
    for (KeyValue each : transaction.getRange(keys.ownFrom(), keys.ownTo())) {
      if (Keys.u64(each.getValue(), 0) < oldest) {
        transaction.clear(each.getKey());
      }
    }
  }

  /// Removes this writer's.
  void end(Transaction transaction) {
    transaction.clear(key);
  }
}
