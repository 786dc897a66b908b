package org.mailkeep.store.api;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.spi.BlobBackend;

/// Brings the octets of all blobs to where new ones go already, while they are used: out of the
/// data store, into it, or from one place outside to another. Each blob moves by itself: it is
/// copied, read where it has come to, and found to have the hash that names it, before it goes
/// where it was. So at any moment each is in one place or the other, whatever ends the move, and
/// the next one looks at all and copies what is still to be copied. For one thread.
///
/// It ends when nobody is left who began to write to the place of before; a reservation bounds how
/// long that can be. Only writers of this server are seen.
public final class BlobMove {
  /// Blobs that are on their way at once.
  private static final int AT_ONCE = 16;

  private static final int KEYS = 10_000;
  private static final Duration LOOK = Duration.ofMillis(100);

  private final DataBlobStore blobs;
  private final DataStore store;
  private final BlobHome home;
  private final BlobCarrier carrier;
  private final Progress progress;
  private final MessageDigest index = BlobCarrier.sha256();
  private final MessageDigest there = BlobCarrier.sha256();
  private long counted;
  private long found;
  private long moved;
  private long lost;

  /// How it went.
  ///
  /// @param index blobs that the index names
  /// @param there blobs that were read where they are now
  /// @param moved blobs that were copied
  /// @param lost blobs that were damaged before: missing, or with other octets than their name says
  /// @param indexHash SHA-256 over the names in the index
  /// @param thereHash SHA-256 over the hashes of what was read
  public record Done(
      long index, long there, long moved, long lost, byte[] indexHash, byte[] thereHash) {
    /// Whether each blob was found as the index names it.
    public boolean same() {
      return index == there && MessageDigest.isEqual(indexHash, thereHash);
    }
  }

  /// @param home where the store has its new octets go already
  public BlobMove(DataBlobStore blobs, BlobHome home, Progress progress) {
    this.blobs = blobs;
    this.store = blobs.store();
    this.home = home;
    this.progress = progress;
    this.carrier = new BlobCarrier(blobs, home);
  }

  /// Moves all; nothing is left in the place of before then.
  ///
  /// @throws StoreException when a store fails, or somebody still writes to the place of before;
  ///   the next move goes on
  /// @throws Progress.Cancelled when it was cancelled
  public Done run() throws InterruptedException {
    Set<Object> writers = blobs.writers();
    long end = blobs.due();
    progress.begin("moving blobs", Progress.UNKNOWN, "blobs");
    walk(_ -> true, true);
    progress.begin("waiting for those who still write", Progress.UNKNOWN, "blobs");
    await(end, () -> blobs.writers().stream().noneMatch(writers::contains));
    Set<String> intents = intents();
    await(end, () -> intents().stream().noneMatch(intents::contains));
    progress.begin("moving the last blobs", Progress.UNKNOWN, "blobs");
    rest();
    tidy();
    return new Done(counted, found, moved, lost, index.digest(), there.digest());
  }

  private interface Condition {
    boolean holds();
  }

  private void await(long end, Condition condition) throws InterruptedException {
    while (!condition.holds()) {
      if (blobs.now() > end) {
        throw new StoreException.Unavailable(
            "somebody still writes a message that began before the move; the same move goes on");
      }
      progress.pause(LOOK);
      new BlobPurge(blobs, store, blobs.now(), Progress.UNWATCHED).expire();
    }
  }

  /// Storage ids in the place of before that somebody of this server may still link.
  private Set<String> intents() {
    long living = blobs.opened() + blobs.reservation().toMillis();
    boolean outside = home.outside() == null || home.before() != null;
    var ids = new HashSet<String>();
    Pages.forEach(
        store,
        Subspace.BLOB_RESERVATION,
        BlobKeys.intentsBefore(Long.MAX_VALUE),
        KEYS,
        page -> {
          for (Entry each : page) {
            boolean writing = !BlobIntent.isHold(each.value());
            if (writing
                && BlobIntent.isOutside(each.value()) == outside
                && BlobKeys.dueOf(each.key()) >= living) {
              ids.add(HexFormat.of().formatHex(BlobKeys.storageOf(each.key())));
            }
          }
        });
    return ids;
  }

  /// What was linked behind the walk's back.
  private void rest() {
    BlobBackend before = home.before();
    BlobBackend now = home.outside();
    if (now == null || before == null) {
      boolean outside = now != null;
      walk(record -> (record.kind() == BlobRecord.Kind.OUTSIDE) != outside, false);
      return;
    }
    List<String> left = before.list("", KEYS);
    while (!left.isEmpty()) {
      Set<String> keys = new HashSet<>(left);
      walk(record -> keys.contains(HexFormat.of().formatHex(record.storage())), false);
      left = left.size() < KEYS ? List.of() : before.list(left.getLast(), KEYS);
    }
  }

  /// Nothing stays in the place of before that somebody would have to delete later.
  private void tidy() {
    if (home.outside() == null || home.before() != null) {
      long dead = blobs.opened() + blobs.reservation().toMillis();
      var purge = new BlobPurge(blobs, store, Math.max(blobs.now(), dead), Progress.UNWATCHED);
      purge.expire();
      purge.sweep();
    }
  }

  /// Brings blobs, some at once.
  ///
  /// @param wanted which
  /// @param counts whether they are verified and counted, also those that are there already
  private void walk(Predicate<BlobRecord> wanted, boolean counts) {
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("mailkeep-blob-move-", 0).factory())) {
      Pages.forEach(
          store,
          Subspace.BLOB,
          Range.all(),
          AT_ONCE,
          page -> {
            List<Future<BlobCarrier.@Nullable Brought>> all = new ArrayList<>();
            List<BlobHash> names = new ArrayList<>();
            for (Entry each : page) {
              if (wanted.test(BlobRecord.parse(each.value()))) {
                BlobHash name = BlobHash.of(each.key());
                names.add(name);
                all.add(threads.submit(() -> carrier.bring(name)));
              }
            }
            count(names, all, counts);
            progress.advance(all.size());
            progress.check();
          });
    }
  }

  private void count(
      List<BlobHash> names, List<Future<BlobCarrier.@Nullable Brought>> all, boolean counts) {
    boolean any = false;
    for (int i = 0; i < all.size(); i++) {
      BlobCarrier.Brought brought = brought(all.get(i));
      if (brought == null) {
        // Gone meanwhile.
        continue;
      }
      any |= brought.moved();
      moved += brought.moved() ? 1 : 0;
      if (counts || brought.moved()) {
        byte[] name = names.get(i).octets();
        lost += brought.damaged() ? 1 : 0;
        counted++;
        index.update(name);
        byte[] read = brought.hash();
        if (read != null) {
          found++;
          there.update(brought.damaged() ? name : read);
        }
      }
    }
    if (any && home.outside() == null) {
      new BlobPurge(blobs, store, blobs.now(), Progress.UNWATCHED).sweep();
    }
  }

  private static BlobCarrier.@Nullable Brought brought(Future<BlobCarrier.@Nullable Brought> one) {
    try {
      return one.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Progress.Cancelled();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    }
  }
}
