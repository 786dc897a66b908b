package org.mailkeep.store.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Rate;

/// Look-ups in a data store: LOOKUP(kind, key) holds `expiry(8) value`. They are written ahead, not
/// flushed: losing the last of them in a crash does no harm.
public final class DataLookupStore implements LookupStore {
  private static final int VALUE = 1;
  private static final int COUNTER = 2;
  private static final int RATE = 3;
  private static final int LOCK = 4;
  private static final int EXPIRY = Long.BYTES;
  private static final int ATTEMPTS = 100;
  private static final int PAGE = 500;

  private final DataStore store;
  private final Chance chance;
  private final InstantSource clock;

  /// @param chance makes the tokens of locks
  public DataLookupStore(DataStore store, Chance chance, InstantSource clock) {
    this.store = store;
    this.chance = chance;
    this.clock = clock;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    byte[] stored = live(key(VALUE, key));
    return stored == null ? null : Arrays.copyOfRange(stored, EXPIRY, stored.length);
  }

  @Override
  public void set(byte[] key, byte[] value, Duration timeToLive) {
    write(new Batch().put(Subspace.LOOKUP, key(VALUE, key), entry(timeToLive, value)));
  }

  @Override
  public void delete(byte[] key) {
    write(new Batch().delete(Subspace.LOOKUP, key(VALUE, key)));
  }

  @Override
  public long counter(byte[] key) {
    byte[] stored = live(key(COUNTER, key));
    return stored == null ? 0 : Keys.u64(stored, EXPIRY);
  }

  @Override
  public long count(byte[] key, long delta, Duration timeToLive) {
    return count(key(COUNTER, key), delta, timeToLive, Long.MAX_VALUE).value();
  }

  @Override
  public Optional<Duration> admit(byte[] key, Rate rate) {
    Counter counter = count(key(RATE, key), 1, rate.period(), rate.events());
    return counter.value() <= rate.events()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(counter.expiry() - clock.millis()));
  }

  @Override
  public Optional<Lock> lock(byte[] key, Duration timeToLive) {
    byte[] place = key(LOCK, key);
    byte[] stored = store.get(Subspace.LOOKUP, place);
    if (stored != null && !expired(stored)) {
      return Optional.empty();
    }
    long token = chance.number();
    byte[] entry = entry(timeToLive, Keys.of(token).bytes());
    var batch =
        new Batch().require(Subspace.LOOKUP, place, stored).put(Subspace.LOOKUP, place, entry);
    return store.writeAhead(batch) instanceof Commit.Committed
        ? Optional.of(new Lock(key, token))
        : Optional.empty();
  }

  @Override
  public void unlock(Lock lock) {
    byte[] place = key(LOCK, lock.key());
    byte[] stored = store.get(Subspace.LOOKUP, place);
    if (stored != null && Keys.u64(stored, EXPIRY) == lock.token()) {
      // A conflict says that it has expired and is another's.
      store.writeAhead(
          new Batch().require(Subspace.LOOKUP, place, stored).delete(Subspace.LOOKUP, place));
    }
  }

  @Override
  public long purge() {
    long purged = 0;
    Range rest = Range.all();
    List<Entry> page;
    do {
      page = store.scan(Subspace.LOOKUP, rest, Direction.UP, PAGE);
      for (Entry entry : page) {
        purged += expired(entry.value()) && delete(entry) ? 1 : 0;
      }
      if (!page.isEmpty()) {
        rest = new Range(Keys.of().raw(page.getLast().key()).u8(0).bytes(), null);
      }
    } while (page.size() == PAGE);
    return purged;
  }

  private boolean delete(Entry entry) {
    var batch =
        new Batch()
            .require(Subspace.LOOKUP, entry.key(), entry.value())
            .delete(Subspace.LOOKUP, entry.key());
    return store.writeAhead(batch) instanceof Commit.Committed;
  }

  private record Counter(long value, long expiry) {}

  /// Adds to a counter unless it stands at a limit already; then the sum is told, not stored.
  private Counter count(byte[] place, long delta, Duration timeToLive, long limit) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      byte[] stored = store.get(Subspace.LOOKUP, place);
      boolean fresh = stored == null || expired(stored);
      long sum = delta + (stored == null || fresh ? 0 : Keys.u64(stored, EXPIRY));
      long expiry =
          stored == null || fresh ? clock.millis() + timeToLive.toMillis() : Keys.u64(stored, 0);
      if (sum > limit) {
        return new Counter(sum, expiry);
      }
      var batch =
          new Batch()
              .require(Subspace.LOOKUP, place, stored)
              .put(Subspace.LOOKUP, place, Keys.of(expiry).u64(sum).bytes());
      if (store.writeAhead(batch) instanceof Commit.Committed) {
        return new Counter(sum, expiry);
      }
    }
    throw new StoreException.Contended("a counter, in each of " + ATTEMPTS + " attempts");
  }

  private byte @Nullable [] live(byte[] place) {
    byte[] stored = store.get(Subspace.LOOKUP, place);
    return stored == null || expired(stored) ? null : stored;
  }

  private boolean expired(byte[] stored) {
    return Keys.u64(stored, 0) <= clock.millis();
  }

  private byte[] entry(Duration timeToLive, byte[] value) {
    return Keys.of(clock.millis() + timeToLive.toMillis()).raw(value).bytes();
  }

  private void write(Batch batch) {
    if (store.writeAhead(batch) instanceof Commit.Conflict) {
      throw new IllegalStateException("a batch without conditions met a conflict");
    }
  }

  private static byte[] key(int kind, byte[] key) {
    if (key.length > MAX_KEY) {
      throw new IllegalArgumentException("key of " + key.length + " octets");
    }
    return Keys.of().u8(kind).raw(key).bytes();
  }
}
