package org.mailkeep.directory.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Tells what other processes change in the directory, a few seconds later. Safe for many threads.
///
/// Each commit that changes something counts the version up, so that caches elsewhere are believed
/// no longer. One that costs an account its sessions also notes the account in a ring, where other
/// processes read it; whoever comes too late for the ring ends the sessions of all.
final class DirectoryVersion {
  /// How long what was read is believed.
  static final Duration FRESH = Duration.ofSeconds(5);

  /// Accounts that the ring holds.
  static final int RING = 10_000;

  private static final Subspace DIRECTORY = Subspace.DIRECTORY;

  private final DataStore store;
  private final InstantSource clock;
  private final AtomicLong changes = new AtomicLong();
  private final ReentrantLock looking = new ReentrantLock();
  private final long process;
  private volatile InternalDirectory.Follower follower = InternalDirectory.Follower.NONE;
  private volatile long staleAt;
  private long version = -1;
  private long endings = -1;

  DirectoryVersion(DataStore store, InstantSource clock, Chance chance) {
    this.store = store;
    this.clock = clock;
    this.process = Keys.u64(chance.octets(Long.BYTES), 0);
    this.staleAt = clock.millis() + FRESH.toMillis();
  }

  /// How many changes are known of, here and elsewhere.
  AtomicLong changes() {
    return changes;
  }

  /// Says that a change of this process is, or may be, committed.
  void changed() {
    changes.incrementAndGet();
  }

  void follow(InternalDirectory.Follower follower) {
    this.follower = follower;
  }

  /// A unit of work whose commit other processes see, when it changes something.
  static <T> DataStore.Work<T> seen(DataStore.Work<T> work) {
    return (reader, batch) -> {
      T result = work.run(reader, batch);
      if (batch.mutations().stream().anyMatch(each -> !(each instanceof Mutation.Require))) {
        count(batch);
      }
      return result;
    };
  }

  /// Has other processes see a change.
  static Batch count(Batch batch) {
    return batch.add(DIRECTORY, DirectoryKeys.VERSION, 1);
  }

  /// Has other processes end the sessions of an account; those of this one are its caller's.
  void end(Reader reader, Batch batch, AccountId account) {
    byte[] last = reader.get(DIRECTORY, DirectoryKeys.ENDINGS);
    long next = (last == null ? 0 : Keys.u64(last, 0)) + 1;
    byte[] ending = Keys.of(next).u64(account.value()).u64(process).bytes();
    batch
        .require(DIRECTORY, DirectoryKeys.ENDINGS, last)
        .put(DIRECTORY, DirectoryKeys.ENDINGS, Keys.of(next).bytes())
        .put(DIRECTORY, slot(next), ending);
  }

  private static byte[] slot(long ending) {
    return DirectoryKeys.ending((int) (ending % RING));
  }

  /// Looks when it is time and nobody else does. While the store does not answer, what is known
  /// holds.
  void refresh() {
    long left = staleAt - clock.millis();
    boolean isFresh = left > 0 && left <= FRESH.toMillis(); // more when the clock was set back
    if (isFresh || !looking.tryLock()) {
      return;
    }
    try {
      look();
    } catch (StoreException _) {
      // the store's own watch tells of it
    } finally {
      staleAt = clock.millis() + FRESH.toMillis();
      looking.unlock();
    }
  }

  /// Looks.
  ///
  /// @throws StoreException when the store does not answer
  void read() {
    looking.lock();
    try {
      look();
    } finally {
      staleAt = clock.millis() + FRESH.toMillis();
      looking.unlock();
    }
  }

  /// The ring is read before the version: no account is logged out whose caches are still believed.
  private void look() {
    byte[] last = store.get(DIRECTORY, DirectoryKeys.ENDINGS);
    long ended = last == null ? 0 : Keys.u64(last, 0);
    List<AccountId> accounts = new ArrayList<>();
    boolean late = endings >= 0 && ended > endings && !take(ended, accounts);
    long now = store.counter(DIRECTORY, DirectoryKeys.VERSION);
    if (now != version) {
      version = now;
      changes.incrementAndGet();
      follower.changed();
    }
    endings = ended;
    if (late) {
      follower.allEnded();
    } else {
      accounts.forEach(follower::ended);
    }
  }

  /// Takes what was noted since the last look, with one read.
  ///
  /// @return whether the ring still has all of it
  private boolean take(long ended, List<AccountId> accounts) {
    if (ended - endings > RING) {
      return false;
    }
    List<byte[]> slots =
        LongStream.rangeClosed(endings + 1, ended).mapToObj(DirectoryVersion::slot).toList();
    List<byte @Nullable []> ring = store.get(DIRECTORY, slots);
    for (int i = 0; i < ring.size(); i++) {
      byte[] noted = ring.get(i);
      boolean isThere =
          noted != null && noted.length == 3 * Long.BYTES && Keys.u64(noted, 0) == endings + 1 + i;
      if (!isThere) {
        return false;
      }
      if (Keys.u64(noted, 2 * Long.BYTES) != process) {
        accounts.add(new AccountId(Keys.u64(noted, Long.BYTES)));
      }
    }
    return true;
  }
}
